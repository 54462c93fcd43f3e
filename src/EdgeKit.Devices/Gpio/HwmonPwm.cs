using System.Globalization;
using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Gpio;

/// <summary>
/// A fan's PWM that a hwmon driver has, such as <c>pwmfan</c> on a Raspberry Pi 5 (kernel: hwmon/sysfs-interface; <c>pwm1</c> from 0 to 255,
/// <c>pwm1_enable</c> 1 for by hand). When it is disposed of, the kernel controls the fan again as it did before.
/// </summary>
/// <param name="name">What the <c>name</c> file says.</param>
/// <param name="channel">Which of its outputs, from 1.</param>
/// <param name="device">The last part of the <c>device</c> link, where several have the name; null for any.</param>
/// <param name="root">Where sysfs is.</param>
public sealed class HwmonPwm(string name, int channel = 1, string? device = null, string root = "/sys") : IPwmOutput
{
    private const int ByHand = 1;
    private const int Full = 255;

    private string? _file;
    private long? _enableBefore;

    /// <inheritdoc />
    public string Description => $"hwmon {name} pwm{channel}";

    /// <inheritdoc />
    public void Begin()
    {
        _file = null;
        var file = Path.Combine(HwmonFolder.Find(root, name, device), string.Create(CultureInfo.InvariantCulture, $"pwm{channel}"));
        KernelFile.ReadNumber(file);
        var enable = $"{file}_enable";
        if (File.Exists(enable))
        {
            // Remembered once: what we set ourselves is not what was before.
            _enableBefore ??= KernelFile.ReadNumber(enable);
            KernelFile.WriteNumber(enable, ByHand);
        }

        _file = file;
    }

    /// <inheritdoc />
    public void Write(double duty) =>
        KernelFile.WriteNumber(
            _file ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun"), (long)Math.Round(Math.Clamp(duty, 0, 1) * Full));

    /// <inheritdoc />
    public void Dispose()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            Write(1);
            if (_enableBefore is { } before and not ByHand)
            {
                KernelFile.WriteNumber($"{_file}_enable", before);
            }
        }
        catch (DeviceException)
        {
            // It was lost before; there is nothing left to leave running.
        }

        _file = null;
    }
}
