using EdgeKit.Devices;
using EdgeKit.Devices.Gpio;

namespace EdgeKit.Power.Lines;

/// <summary>Takes lines from the kernel. A line stays taken while its chip is closed again.</summary>
/// <param name="open">Opens a chip by its label or name.</param>
internal sealed class GpioLines(Func<string, GpioChip> open) : IGpioLines
{
    private const string Devices = "/dev/";

    /// <inheritdoc />
    public IDigitalInput OpenInput(LineOptions line) =>
        Take<IDigitalInput>(line, chip => chip.OpenInput(line.Number, new GpioInputOptions { IsActiveLow = line.IsActiveLow, Bias = line.Bias }));

    /// <inheritdoc />
    public IDigitalOutput OpenOutput(LineOptions line, bool isOn) =>
        Take<IDigitalOutput>(line, chip => chip.OpenOutput(line.Number, new GpioOutputOptions { IsActiveLow = line.IsActiveLow, IsOn = isOn }));

    private T Take<T>(LineOptions line, Func<GpioChip, T> take)
    {
        try
        {
            using var chip = open(line.Chip.StartsWith(Devices, StringComparison.Ordinal) ? line.Chip[Devices.Length..] : line.Chip);
            return take(chip);
        }
        catch (DeviceException exception)
        {
            throw new DeviceException(exception.Fault, $"{exception.Message.TrimEnd('.')}: {Advice(exception.Fault)}", exception);
        }
    }

    private static string Advice(DeviceFault fault) =>
        fault is DeviceFault.Absent ? "correct the chip or the line; 'gpioinfo' lists those there are"
        : fault is DeviceFault.Denied ? "add the daemon's user to the group gpio, and give that group /dev/gpiochip* by a udev rule"
        : fault is DeviceFault.KernelOwned ? "choose another line, or end what uses it"
        : "check the chip's cable and supply";
}
