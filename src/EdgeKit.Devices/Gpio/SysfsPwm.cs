using System.Globalization;
using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Gpio;

/// <summary>
/// A hardware PWM channel (kernel: driver-api/pwm, ABI/testing/sysfs-class-pwm) at 25 kHz, which four-wire fans want (Intel: 4-Wire PWM Controlled Fans,
/// 21 to 28 kHz). It stays on at full when it is disposed of: nobody watches the heat any more.
/// </summary>
/// <param name="chip">The folder in <c>/sys/class/pwm</c>, or better the last part of its <c>device</c> link, which stays: <c>1f00098000.pwm</c>.</param>
/// <param name="channel">Which output of the chip, from 0.</param>
/// <param name="root">Where sysfs is.</param>
public sealed class SysfsPwm(string chip, int channel, string root = "/sys") : IPwmOutput
{
    /// <summary>The period, in nanoseconds: 25 kHz.</summary>
    public const long PeriodNanoseconds = 40_000;

    private string? _folder;

    /// <inheritdoc />
    public string Description => $"PWM channel {channel} of {chip}";

    /// <inheritdoc />
    public void Begin()
    {
        _folder = null;
        var chipFolder = ChipFolder();
        var folder = Path.Combine(chipFolder, string.Create(CultureInfo.InvariantCulture, $"pwm{channel}"));
        if (!Directory.Exists(folder))
        {
            KernelFile.WriteNumber(Path.Combine(chipFolder, "export"), channel);
        }

        // A duty that is longer than the period is refused, and so is any duty while there is no period yet.
        if (KernelFile.ReadNumber(Path.Combine(folder, "duty_cycle")) > PeriodNanoseconds)
        {
            KernelFile.WriteNumber(Path.Combine(folder, "duty_cycle"), 0);
        }

        KernelFile.WriteNumber(Path.Combine(folder, "period"), PeriodNanoseconds);
        KernelFile.WriteNumber(Path.Combine(folder, "enable"), 1);
        _folder = folder;
    }

    /// <inheritdoc />
    public void Write(double duty) =>
        KernelFile.WriteNumber(
            Path.Combine(_folder ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun"), "duty_cycle"),
            (long)Math.Round(Math.Clamp(duty, 0, 1) * PeriodNanoseconds));

    /// <inheritdoc />
    public void Dispose()
    {
        if (_folder is null)
        {
            return;
        }

        try
        {
            Write(1);
        }
        catch (DeviceException)
        {
            // It was lost before; there is nothing left to leave running.
        }

        _folder = null;
    }

    private string ChipFolder()
    {
        var folders = KernelFile.Folders(Path.Combine(root, "class/pwm"));
        return folders.FirstOrDefault(folder => KernelFile.LinkName(Path.Combine(folder, "device")) == chip)
            ?? folders.FirstOrDefault(folder => Path.GetFileName(folder) == chip)
            ?? throw new DeviceException(DeviceFault.Absent, $"there is no PWM chip {chip}");
    }
}
