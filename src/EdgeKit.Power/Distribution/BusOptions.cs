using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Distribution;

/// <summary>One entry of <c>power.buses</c>: a voltage that loads hang on.</summary>
public sealed class BusOptions
{
    private BusOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Id = section.RequiredText("id", 64, "a name");
        FedBy = section.Text("fedBy", 64, "the id of another one of power.buses");
        Efficiency = section.Amount("efficiency", 100, "%", 1, 100) / 100;
        Sensor = PackOptions.SensorText(section, "sensor", sensors);
        Channel = section.Text("channel", 64) ?? "";
        LimitWatts = section.Amount("limit", "W", 0.1, 100_000);
        if (FedBy is null && section.Has("efficiency"))
        {
            section.Refuse("efficiency", "is of the converter from another bus; expected fedBy too");
        }
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The bus that a converter feeds it from; null where only sources do.</summary>
    public string? FedBy { get; }

    /// <summary>Of that converter, above 0 to 1 (1).</summary>
    public double Efficiency { get; }

    /// <summary>The sensor of what flows to everything that hangs on it; null for none.</summary>
    public string? Sensor { get; }

    /// <summary>Which channel of it; empty for the only one.</summary>
    public string Channel { get; }

    /// <summary>What may flow, in watts (0.1 W to 100 kW); null when nobody said.</summary>
    public double? LimitWatts { get; }

    internal static Func<SettingsSection, BusOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new BusOptions(section, sensors);
}
