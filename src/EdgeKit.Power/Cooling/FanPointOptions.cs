using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Cooling;

/// <summary>A point of <c>power.fan.curve</c>; between two of them it is straight.</summary>
public sealed class FanPointOptions
{
    private FanPointOptions(SettingsSection section)
    {
        foreach (var key in Keys.Where(key => !section.Has(key)))
        {
            section.Refuse(key, "is missing; expected a point such as { at: 55°C, duty: 30% }");
        }

        Celsius = section.Amount("at", 0, "°C", -40, 120);
        Duty = section.Amount("duty", 0, "%", 0, 100) / 100;
    }

    /// <summary>At this temperature, in °C (−40 to 120).</summary>
    public double Celsius { get; }

    /// <summary>The fan turns so fast, 0 to 1.</summary>
    public double Duty { get; }

    private static IEnumerable<string> Keys => ["at", "duty"];

    internal static FanPointOptions Read(SettingsSection section) => new(section);
}
