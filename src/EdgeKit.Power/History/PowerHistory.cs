using EdgeKit.Contracts.Power;
using EdgeKit.Devices;

namespace EdgeKit.Power.History;

/// <summary>What was believed of the power, kept as what a sensor said is.</summary>
internal static class PowerHistory
{
    /// <summary>No sensor can have this name.</summary>
    public const string Id = ".power";

    private static readonly PowerStage[] Saving = [PowerStage.Conserve, PowerStage.Critical, PowerStage.Shutdown];

    /// <summary>The charge, the load below 0 and the charger above, the hottest, and for each stage whether it holds or a worse one.</summary>
    public static IReadOnlyList<Measurement> Of(PowerView view)
    {
        var known = new List<Measurement>(6);
        Add(known, Quantity.ChargePercent, view.StateOfCharge * 100);
        Add(known, Quantity.Watts, view.InputWatts ?? -view.OutputWatts);
        Add(known, Quantity.Celsius, view.Temperatures.Max(static temperature => temperature.Celsius));
        known.AddRange(Saving.Select(stage => new Measurement(Quantity.IsOn, view.Stage >= stage ? 1 : 0, stage.ToString().ToLowerInvariant())));
        return known;
    }

    private static void Add(List<Measurement> known, Quantity quantity, double? value)
    {
        if (value is { } number)
        {
            known.Add(new Measurement(quantity, number));
        }
    }
}
