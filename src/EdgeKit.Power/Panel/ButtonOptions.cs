using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Panel;

/// <summary>Section <c>power.button</c>: the power button.</summary>
public sealed class ButtonOptions
{
    private ButtonOptions(SettingsSection section)
    {
        Line = LineOptions.Input(section);
        Hold = section.Duration("hold", TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    }

    /// <summary>The line that reads it.</summary>
    public LineOptions Line { get; }

    /// <summary>Held for so long it asks for an orderly shutdown (500 ms to 30 s; 3 s).</summary>
    public TimeSpan Hold { get; }

    internal static ButtonOptions Read(SettingsSection section) => new(section);
}
