using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Cooling;

/// <summary>What drives the fan: <c>power.fan.pwm</c>.</summary>
public sealed class PwmOptions
{
    private const string Sysfs = "sysfs";
    private const string Hwmon = "hwmon";
    private const string Simulated = "simulated";

    private PwmOptions(SettingsSection section)
    {
        Driver = section.Choice("driver", Hwmon, Sysfs, Hwmon, Simulated);
        if (Driver is not Simulated)
        {
            Chip = section.RequiredText("chip", 64, Driver is Hwmon ? "a name of /sys/class/hwmon/*/name, such as pwmfan" : "a folder of /sys/class/pwm, or better what its device link ends in");
            Channel = section.Number("channel", Driver is Hwmon ? 1 : 0, 0, 15);
        }

        Device = Driver is Hwmon ? section.Text("device", 64) : null;
    }

    /// <summary>What writes it: <c>hwmon</c>, <c>sysfs</c> or <c>simulated</c>.</summary>
    public string Driver { get; }

    /// <summary>The kernel's name of the chip.</summary>
    public string Chip { get; } = "";

    /// <summary>Which of its outputs (0 to 15): from 1 for hwmon, from 0 for sysfs.</summary>
    public int Channel { get; }

    /// <summary>The last part of the chip's device link, where several have the name; null for any.</summary>
    public string? Device { get; }

    internal static PwmOptions Read(SettingsSection section) => new(section);

    internal IPwmOutput Create() => Driver switch
    {
        Sysfs => new SysfsPwm(Chip, Channel),
        Simulated => new SimulatedPwm(),
        _ => new HwmonPwm(Chip, Channel, Device),
    };
}
