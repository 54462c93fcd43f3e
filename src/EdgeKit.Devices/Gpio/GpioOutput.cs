using EdgeKit.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Gpio;

/// <summary>A line that is driven. It stays ours until it is disposed of; then it may float, so wire what it switches fail-safe.</summary>
public sealed class GpioOutput : IDigitalOutput
{
    private readonly IGpioKernel _kernel;
    private readonly SafeFileHandle _line;

    internal GpioOutput(IGpioKernel kernel, SafeFileHandle line, string description) => (_kernel, _line, Description) = (kernel, line, description);

    /// <summary>What it is and where, for a technician.</summary>
    public string Description { get; }

    /// <inheritdoc />
    public void Write(bool on)
    {
        var values = new GpioLineValues { Mask = 1, Bits = on ? 1UL : 0 };
        if (_kernel.SetValues(_line, ref values) is var error and not 0)
        {
            throw Errno.At(Description, error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _line.Dispose();
}
