using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Loads;

/// <summary>The relay of a load: <c>relay</c> of an entry of <c>power.loads</c>.</summary>
public sealed class RelayOptions
{
    private const string Gpio = "gpio";
    private const string Simulated = "simulated";
    private const string Open = "normallyOpen";
    private const string Closed = "normallyClosed";

    private RelayOptions(SettingsSection section)
    {
        var driver = section.Choice("driver", Gpio, Gpio, Simulated);
        Line = driver is Simulated ? null : LineOptions.Output(section);
        Contact = section.Choice("contact", Open, Open, Closed) is Closed ? RelayContact.NormallyClosed : RelayContact.NormallyOpen;
    }

    /// <summary>The line of its coil; null for one that is only simulated.</summary>
    public LineOptions? Line { get; }

    /// <summary>Which contact the load hangs on: <c>normallyOpen</c>, off while the daemon does not run, or <c>normallyClosed</c>, on then.</summary>
    public RelayContact Contact { get; }

    internal static RelayOptions Read(SettingsSection section) => new(section);
}
