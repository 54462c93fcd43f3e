using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power;

/// <summary>One entry of <c>power.packs</c>.</summary>
public sealed class PackOptions
{
    private PackOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Id = section.RequiredText("id", 64, "a name");
        Sensor = SensorText(section, "sensor", sensors);
        Channel = section.Text("channel", 64) ?? "";
        Temperature = SensorText(section, "temperature", sensors);
        Gauge = SensorText(section, "gauge", sensors);
        if (Sensor is null && Gauge is null)
        {
            section.Refuse("sensor", "is missing; expected the id of a sensor that measures volts and amperes, or gauge with one that tells the charge");
        }

        Chemistry = section.Choice("chemistry", "lifepo4", PowerSetup.Chemistries);
        Cells = section.Number("cells", 4, 1, 32);
        CapacityAmpereHours = section.Amount("capacity", 20, "Ah", 0.1, 5000);
        MinimumVolts = section.Amount("minimum", "V", 1, 100);
        IsReversed = section.Flag("reversed", byDefault: false);
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The sensor of its volts and amperes.</summary>
    public string? Sensor { get; }

    /// <summary>Which channel of it; empty for the only one.</summary>
    public string Channel { get; }

    /// <summary>The sensor of its temperature.</summary>
    public string? Temperature { get; }

    /// <summary>The fuel gauge that tells its charge.</summary>
    public string? Gauge { get; }

    /// <summary>What its cells are made of: <c>lifepo4</c>, <c>liion</c> or <c>leadacid</c>.</summary>
    public string Chemistry { get; }

    /// <summary>Cells in series (1 to 32; 4).</summary>
    public int Cells { get; }

    /// <summary>What is printed on it, in ampere-hours (20).</summary>
    public double CapacityAmpereHours { get; }

    /// <summary>Below this, under load, it is empty; null for what the chemistry says.</summary>
    public double? MinimumVolts { get; }

    /// <summary>Whether the sensor counts what the pack gives as positive.</summary>
    public bool IsReversed { get; }

    internal static Func<SettingsSection, PackOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new PackOptions(section, sensors);

    internal static string? SensorText(SettingsSection section, string key, IReadOnlyList<SensorOptions> sensors) =>
        section.Text(key, 64, "the id of one of sensors", id => sensors.Any(sensor => sensor.Id == id));
}
