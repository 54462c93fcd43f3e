using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power;

/// <summary>One entry of <c>power.temperatures</c>: a temperature of the kit that must not become too high.</summary>
public sealed class TemperatureOptions
{
    private TemperatureOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Sensor = PackOptions.SensorText(section, "sensor", sensors) ?? "";
        Channel = section.Text("channel", 64) ?? "";
        if (!section.Has("sensor"))
        {
            section.Refuse("sensor", "is missing; expected the id of one of sensors");
        }
    }

    /// <summary>Who measures it.</summary>
    public string Sensor { get; }

    /// <summary>Which of its temperatures; empty for the first.</summary>
    public string Channel { get; }

    internal static Func<SettingsSection, TemperatureOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new TemperatureOptions(section, sensors);
}
