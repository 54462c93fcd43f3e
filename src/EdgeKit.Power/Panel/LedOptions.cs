using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Panel;

/// <summary>One entry of <c>power.leds</c>: a lamp that shows the stage.</summary>
public sealed class LedOptions
{
    private LedOptions(SettingsSection section)
    {
        Id = section.RequiredText("id", 64, "a name");
        Line = LineOptions.Output(section);
        section.Choice("shows", "stage", "stage");
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The line that drives it.</summary>
    public LineOptions Line { get; }

    internal static LedOptions Read(SettingsSection section) => new(section);
}
