using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Lines;

/// <summary>A GPIO line, as keys of whatever hangs on it: <c>chip</c>, <c>line</c>, <c>activeLow</c> and, of an input, <c>pull</c>.</summary>
public sealed class LineOptions
{
    private const int MostLines = 4096;

    private static readonly string[] Pulls = ["asIs", "up", "down", "none"];

    private LineOptions(SettingsSection section, bool isInput)
    {
        Chip = section.RequiredText("chip", 64, "the label of a chip with lines, such as pinctrl-rp1, or its path, such as /dev/gpiochip0");
        Number = section.Number("line", 0, 0, MostLines - 1);
        if (!section.Has("line"))
        {
            section.Refuse("line", "is missing; expected the number of a line of the chip: the BCM number on a Raspberry Pi");
        }

        IsActiveLow = section.Flag("activeLow", byDefault: false);
        Pull = isInput ? section.Choice("pull", Pulls[0], Pulls) : Pulls[0];
    }

    /// <summary>The label or the path of the chip. Labels stay, numbers change with the order in which drivers load.</summary>
    public string Chip { get; }

    /// <summary>Which of its lines (0 to 4095): the BCM number on a Raspberry Pi.</summary>
    public int Number { get; }

    /// <summary>Whether low voltage means on.</summary>
    public bool IsActiveLow { get; }

    /// <summary>What holds an input that nothing drives: <c>asIs</c>, <c>up</c>, <c>down</c> or <c>none</c>.</summary>
    public string Pull { get; }

    /// <summary>Where it is, for a technician.</summary>
    public string Place => FormattableString.Invariant($"line {Number} of {Chip}");

    internal GpioBias Bias => Pull switch
    {
        "up" => GpioBias.PullUp,
        "down" => GpioBias.PullDown,
        "none" => GpioBias.Disabled,
        _ => GpioBias.AsIs,
    };

    internal static LineOptions Input(SettingsSection section) => new(section, isInput: true);

    internal static LineOptions Output(SettingsSection section) => new(section, isInput: false);
}
