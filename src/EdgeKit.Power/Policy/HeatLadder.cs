namespace EdgeKit.Power.Policy;

/// <summary>What is done against heat, one rung after the other: the fan by its curve, then lower renditions, then fewer loads, then the kit goes off.</summary>
/// <remarks>Above the fan each rung is a stage, so that heat and an empty pack are one thing to the rest of the kit: conserve caps the renditions, critical sheds loads.</remarks>
/// <param name="CapAbove">Renditions are capped above, in °C.</param>
/// <param name="ShedAbove">Loads are shed above, in °C; above <paramref name="CapAbove"/>.</param>
/// <param name="ShutdownAbove">The kit goes off above, in °C; above <paramref name="ShedAbove"/>.</param>
internal sealed record HeatLadder(double CapAbove = 75, double ShedAbove = 82, double ShutdownAbove = 90)
{
    /// <summary>The rungs rise.</summary>
    public bool IsInOrder => CapAbove < ShedAbove && ShedAbove < ShutdownAbove;

    /// <summary>The limits with this ladder in them.</summary>
    /// <param name="limits">Of the packs.</param>
    public StageLimits Join(StageLimits limits) => limits with
    {
        Conserve = limits.Conserve with { CelsiusAbove = CapAbove },
        Critical = limits.Critical with { CelsiusAbove = ShedAbove },
        Shutdown = limits.Shutdown with { CelsiusAbove = ShutdownAbove },
    };
}
