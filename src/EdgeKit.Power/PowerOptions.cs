using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Checks;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Distribution;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Panel;
using EdgeKit.Power.Shutdown;

namespace EdgeKit.Power;

/// <summary>Section <c>power</c>: the packs, what must not become too hot, when the kit begins to save, what it switches, how it goes off, and what people are to look at.</summary>
public sealed class PowerOptions
{
    private PowerOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Sensors = sensors;
        Packs = section.Sections("packs", PackOptions.Reader(sensors));
        Temperatures = section.Sections("temperatures", TemperatureOptions.Reader(sensors));
        Mains = PackOptions.SensorText(section, "mains", sensors);
        (Conserve, Critical, ShutdownStage) = section.Section("stages", static stages =>
            (stages.Section("conserve", StageOptions.Read), stages.Section("critical", StageOptions.Read), stages.Section("shutdown", StageOptions.Read)));
        Shutdown = section.Section("shutdown", ShutdownOptions.Read);
        Dwell = section.Duration("dwell", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10), TimeSpan.FromHours(2));
        Confirm = section.Duration("confirm", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(10));
        Checks = section.Sections("checks", CheckOptions.Reader(sensors));
        foreach (var fault in CheckOptions.Faults(Checks))
        {
            section.Refuse("checks", fault);
        }

        BlindAfter = section.Duration("blindAfter", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        Loads = section.Sections("loads", LoadOptions.Reader(sensors));
        Sources = section.Sections("sources", SourceOptions.Reader(sensors, Packs));
        Buses = section.Sections("buses", BusOptions.Reader(sensors));
        Fan = section.Has("fan") ? section.Section("fan", FanOptions.Reader(sensors)) : null;
        Leds = section.Sections("leds", LedOptions.Read);
        Button = section.Has("button") ? section.Section("button", ButtonOptions.Read) : null;
    }

    /// <summary>How the kit goes off.</summary>
    public ShutdownOptions Shutdown { get; }

    /// <summary>What measures.</summary>
    public IReadOnlyList<SensorOptions> Sensors { get; }

    /// <summary>The packs.</summary>
    public IReadOnlyList<PackOptions> Packs { get; }

    /// <summary>What must not become too hot.</summary>
    public IReadOnlyList<TemperatureOptions> Temperatures { get; }

    /// <summary>The sensor that tells whether mains are there; null for none.</summary>
    public string? Mains { get; }

    /// <summary>When to save.</summary>
    public StageOptions Conserve { get; }

    /// <summary>When to save all that is not selling.</summary>
    public StageOptions Critical { get; }

    /// <summary>When to shut down.</summary>
    public StageOptions ShutdownStage { get; }

    /// <summary>How long a stage lasts at least (10 s to 2 h; 5 min).</summary>
    public TimeSpan Dwell { get; }

    /// <summary>How long a condition must hold before it counts (3 s to 10 min; 30 s).</summary>
    public TimeSpan Confirm { get; }

    /// <summary>Without a reading that can be believed for so long, the kit saves (10 s to 1 d; 10 min).</summary>
    public TimeSpan BlindAfter { get; }

    /// <summary>What people are to look at again and again; at most 32.</summary>
    public IReadOnlyList<CheckOptions> Checks { get; }

    /// <summary>What draws power.</summary>
    public IReadOnlyList<LoadOptions> Loads { get; }

    /// <summary>What feeds the buses of the map.</summary>
    public IReadOnlyList<SourceOptions> Sources { get; }

    /// <summary>The buses of the map; without any there is no map.</summary>
    public IReadOnlyList<BusOptions> Buses { get; }

    /// <summary>The fan; null for none.</summary>
    public FanOptions? Fan { get; }

    /// <summary>The lamps.</summary>
    public IReadOnlyList<LedOptions> Leds { get; }

    /// <summary>The power button; null for none.</summary>
    public ButtonOptions? Button { get; }

    /// <summary>Reads the section.</summary>
    public static Func<SettingsSection, PowerOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new PowerOptions(section, sensors);
}
