using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Battery;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Cooling;

/// <summary>Section <c>power.fan</c>: what cools the kit.</summary>
public sealed class FanOptions
{
    private static readonly (double Celsius, double Duty)[] Usual = [(45, 0), (55, 0.3), (70, 1)];

    private FanOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Pwm = section.Section("pwm", PwmOptions.Read);
        Temperature = PackOptions.SensorText(section, "temperature", sensors);
        if (!section.Has("temperature"))
        {
            section.Refuse("temperature", "is missing; expected the id of one of sensors");
        }

        Channel = section.Text("channel", 64) ?? "";
        Tach = section.Text("tach", 64, "the id of one of sensors with driver fanTach", id => sensors.Any(sensor => sensor.Id == id && sensor.Driver is "fanTach"));
        var points = section.Sections("curve", FanPointOptions.Read);
        Curve = points.Count == 0 ? Usual : [.. points.Select(static point => (point.Celsius, point.Duty))];
        if (!IsCurve(Curve))
        {
            section.Refuse("curve", "is not right; expected two points or more, each hotter than the one before and with no less duty");
            Curve = Usual;
        }

        Hysteresis = section.Amount("hysteresis", 4, "°C", 0, 20);
        LeastDuty = section.Amount("least", 30, "%", 0, 100) / 100;
        BlindDuty = section.Amount("blind", 60, "%", 0, 100) / 100;
    }

    /// <summary>What drives it.</summary>
    public PwmOptions Pwm { get; }

    /// <summary>The sensor of what it cools.</summary>
    public string? Temperature { get; }

    /// <summary>Which of its temperatures; empty for the first.</summary>
    public string Channel { get; }

    /// <summary>The sensor of how fast it turns; null for none.</summary>
    public string? Tach { get; }

    /// <summary>How fast it turns, 0 to 1, over °C.</summary>
    public IReadOnlyList<(double Celsius, double Duty)> Curve { get; }

    /// <summary>It slows down only once it is so much cooler than where it sped up, in °C (0 to 20; 4).</summary>
    public double Hysteresis { get; }

    /// <summary>The least at which it turns, 0 to 1 (0.3).</summary>
    public double LeastDuty { get; }

    /// <summary>At least so fast while the temperature is unknown, 0 to 1 (0.6).</summary>
    public double BlindDuty { get; }

    internal FanCurve Rule => new(new Table([.. Curve]), Hysteresis, LeastDuty, BlindDuty);

    internal FanShape Shape => new() { LeastDuty = LeastDuty };

    internal static Func<SettingsSection, FanOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new FanOptions(section, sensors);

    private static bool IsCurve(IReadOnlyList<(double Celsius, double Duty)> curve) =>
        curve.Count >= 2 && curve.Zip(curve.Skip(1)).All(static pair => pair.Second.Celsius > pair.First.Celsius && pair.Second.Duty >= pair.First.Duty);
}
