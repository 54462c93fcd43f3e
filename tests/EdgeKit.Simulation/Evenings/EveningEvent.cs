namespace EdgeKit.Simulation.Evenings;

/// <summary>Something that happens whoever sells.</summary>
/// <param name="At">Since the kits were switched on.</param>
internal abstract record EveningEvent(TimeSpan At)
{
    /// <summary>Somebody wants to buy.</summary>
    /// <param name="At">When.</param>
    /// <param name="Place">A kit's number, or <see cref="EveningPlan.Shop"/>.</param>
    /// <param name="Sku">A SKU's number.</param>
    /// <param name="Quantity">How many; all or nothing.</param>
    internal sealed record Demand(TimeSpan At, int Place, int Sku, int Quantity) : EveningEvent(At);

    /// <summary>A kit's way to the cloud comes or goes.</summary>
    internal sealed record Uplink(TimeSpan At, int Kit, bool IsUp) : EveningEvent(At);

    /// <summary>A kit's power comes or goes.</summary>
    internal sealed record Power(TimeSpan At, int Kit, bool IsUp) : EveningEvent(At);

    /// <summary>A kit's wall clock is set.</summary>
    internal sealed record ClockJump(TimeSpan At, int Kit, TimeSpan By) : EveningEvent(At);
}
