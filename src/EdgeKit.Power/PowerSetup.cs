using EdgeKit.Power.Battery;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power;

/// <summary>What the rules need, from what a person wrote.</summary>
internal static class PowerSetup
{
    /// <summary>The least volts of a cell under load, where nothing else is written: a little above what protections cut off at.</summary>
    private static readonly Dictionary<string, (Chemistry Chemistry, double LeastVolts)> Cells = new(StringComparer.Ordinal)
    {
        ["lifepo4"] = (Chemistry.LiFePO4, 2.8),
        ["liion"] = (Chemistry.LiIon, 3.1),
        ["leadacid"] = (Chemistry.LeadAcid, 1.8),
    };

    /// <summary>What a person may write.</summary>
    public static string[] Chemistries => [.. Cells.Keys];

    /// <summary>The pack.</summary>
    public static PackSpec Spec(PackOptions options)
    {
        var (chemistry, least) = Cells[options.Chemistry];
        return new PackSpec(options.Id, chemistry, options.Cells, options.CapacityAmpereHours, options.MinimumVolts ?? (least * options.Cells));
    }

    /// <summary>The limits. A stage of which something is written has that and nothing else.</summary>
    public static StageLimits Limits(PowerOptions options)
    {
        var usual = new StageLimits();

        // Nobody knows the charge of a fresh pack well enough to shut down by it; what it holds under load is known.
        usual = options.Packs.Count > 0 ? usual with { Shutdown = usual.Shutdown with { VoltsBelow = options.Packs.Min(static pack => Spec(pack).MinimumVolts) } } : usual;
        usual = options.Temperatures.Count > 0 ? new HeatLadder().Join(usual) : usual;
        return usual with
        {
            Conserve = Limit(options.Conserve, usual.Conserve),
            Critical = Limit(options.Critical, usual.Critical),
            Shutdown = Limit(options.ShutdownStage, usual.Shutdown),
            MinimumDwell = options.Dwell,
            Confirm = options.Confirm,

            // Who has no pack to look at is not blind.
            BlindAfter = options.Packs.Count > 0 ? options.BlindAfter : TimeSpan.MaxValue,
        };
    }

    /// <summary>Whether the shutdown fits in what the packs have left when it begins; null where no charge is set at which it does.</summary>
    public static ShutdownBudget? Budget(PowerOptions options)
    {
        if (options.Packs.Count == 0 || Limits(options).Shutdown.StateOfChargeBelow is not { } threshold)
        {
            return null;
        }

        // Packs of one kind give together. Of different ones the largest is what can be counted on.
        var largest = Spec(options.Packs.MaxBy(static pack => pack.CapacityAmpereHours * pack.Cells)!);
        var alike = options.Packs.Where(pack => Cells[pack.Chemistry].Chemistry == largest.Chemistry && pack.Cells == largest.CellsInSeries);
        return ShutdownBudget.Check(largest with { NominalAmpereHours = alike.Sum(static pack => pack.CapacityAmpereHours) }, threshold, options.Shutdown.Watts, options.Shutdown.Steps);
    }

    private static StageLimit Limit(StageOptions options, StageLimit usual) =>
        options.IsEmpty ? usual : new StageLimit(options.StateOfCharge, options.TimeToEmpty, options.Volts, options.Celsius);
}
