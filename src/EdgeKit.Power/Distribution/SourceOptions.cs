using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Distribution;

/// <summary>One entry of <c>power.sources</c>: something that feeds a bus. Nothing measures it where neither a sensor nor a pack is named.</summary>
public sealed class SourceOptions
{
    private static readonly Dictionary<string, SourceKind> Kinds = new(StringComparer.Ordinal)
    {
        ["mains"] = SourceKind.Mains,
        ["battery"] = SourceKind.Battery,
        ["solar"] = SourceKind.Solar,
        ["fuelCell"] = SourceKind.FuelCell,
    };

    private SourceOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors, IReadOnlyList<PackOptions> packs)
    {
        Id = section.RequiredText("id", 64, "a name");
        Kind = Kinds.GetValueOrDefault(section.Choice("kind", "mains", [.. Kinds.Keys]));
        if (!section.Has("kind"))
        {
            section.Refuse("kind", $"is missing; expected one of {string.Join(", ", Kinds.Keys)}");
        }

        Bus = section.RequiredText("bus", 64, "the id of one of power.buses");
        Sensor = PackOptions.SensorText(section, "sensor", sensors);
        Channel = section.Text("channel", 64) ?? "";
        Pack = section.Text("pack", 64, "the id of one of power.packs", id => packs.Any(pack => pack.Id == id));
        LimitWatts = section.Amount("limit", "W", 0.1, 100_000);
        if (Pack is not null && Sensor is not null)
        {
            section.Refuse("sensor", "is one too many; a source is measured by its sensor or by its pack");
        }

        if (Pack is not null && Kind is not SourceKind.Battery)
        {
            section.Refuse("pack", "means something only for a source of kind battery");
        }
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>What it is.</summary>
    public SourceKind Kind { get; }

    /// <summary>The bus that it feeds.</summary>
    public string Bus { get; }

    /// <summary>The sensor of what it gives, above 0 into the bus; null for none.</summary>
    public string? Sensor { get; }

    /// <summary>Which channel of it; empty for the only one.</summary>
    public string Channel { get; }

    /// <summary>The pack that it is; null for none.</summary>
    public string? Pack { get; }

    /// <summary>What it may give, in watts (0.1 W to 100 kW); null when nobody said.</summary>
    public double? LimitWatts { get; }

    internal static Func<SettingsSection, SourceOptions> Reader(IReadOnlyList<SensorOptions> sensors, IReadOnlyList<PackOptions> packs) =>
        section => new SourceOptions(section, sensors, packs);
}
