using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Loads;

/// <summary>One entry of <c>power.loads</c>. Without a relay it is measured or estimated, and nothing else.</summary>
public sealed class LoadOptions
{
    private const string Never = "never";

    private static readonly Dictionary<string, PowerStage> Stages = new(StringComparer.Ordinal)
    {
        ["conserve"] = PowerStage.Conserve,
        ["critical"] = PowerStage.Critical,
        ["shutdown"] = PowerStage.Shutdown,
    };

    private static readonly string[] KeysOfRelays = ["shedAt", "priority", "restoreAfter", "minimumOff", "inrush"];

    private LoadOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Id = section.RequiredText("id", 64, "a name");
        Relay = section.Has("relay") ? section.Section("relay", RelayOptions.Read) : null;
        ShedAt = Stages.TryGetValue(section.Choice("shedAt", Never, [.. Stages.Keys, Never]), out var stage) ? stage : null;
        Priority = section.Number("priority", 100, 0, 1000);
        RestoreAfter = section.Duration("restoreAfter", TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromHours(2));
        MinimumOff = section.Duration("minimumOff", TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromHours(2));
        Inrush = section.Duration("inrush", TimeSpan.FromSeconds(3), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        NominalWatts = section.Amount("nominal", "W", 0, 20_000);
        LimitWatts = section.Amount("limit", "W", 0.1, 20_000);
        Sensor = PackOptions.SensorText(section, "sensor", sensors);
        Channel = section.Text("channel", 64) ?? "";
        Bus = section.Text("bus", 64, "the id of one of power.buses");
        foreach (var key in KeysOfRelays.Where(key => Relay is null && section.Has(key)))
        {
            section.Refuse(key, "means something only for a load that has a relay");
        }
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>What switches it; null for nothing.</summary>
    public RelayOptions? Relay { get; }

    /// <summary>At this stage and worse ones it is off; null for never.</summary>
    public PowerStage? ShedAt { get; }

    /// <summary>Higher ones go off last and come back first (0 to 1000; 100).</summary>
    public int Priority { get; }

    /// <summary>The stage must have been good enough for so long before it comes back (0 to 2 h; 1 min).</summary>
    public TimeSpan RestoreAfter { get; }

    /// <summary>Once off it stays off for so long (0 to 2 h; 10 s).</summary>
    public TimeSpan MinimumOff { get; }

    /// <summary>Nothing else is switched on for so long after it (0 to 5 min; 3 s).</summary>
    public TimeSpan Inrush { get; }

    /// <summary>What it draws while nobody measures it, in watts (0 to 20 kW); null when nobody knows.</summary>
    public double? NominalWatts { get; }

    /// <summary>What it may draw, in watts (0.1 W to 20 kW); null when nobody said.</summary>
    public double? LimitWatts { get; }

    /// <summary>The sensor of what it draws; null for none.</summary>
    public string? Sensor { get; }

    /// <summary>Which channel of it; empty for the only one.</summary>
    public string Channel { get; }

    /// <summary>The bus that it hangs on; null for one that is not on the map.</summary>
    public string? Bus { get; }

    internal LoadRule Rule => new(Id, ShedAt, Priority, RestoreAfter, MinimumOff, Inrush);

    internal static Func<SettingsSection, LoadOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new LoadOptions(section, sensors);
}
