using EdgeKit.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Gpio;

/// <summary>A line that is read. It stays ours until it is disposed of, also when its chip is closed.</summary>
public sealed class GpioInput : IDigitalInput
{
    private readonly IGpioKernel _kernel;
    private readonly SafeFileHandle _line;

    internal GpioInput(IGpioKernel kernel, SafeFileHandle line, string description) => (_kernel, _line, Description) = (kernel, line, description);

    /// <summary>What it is and where, for a technician.</summary>
    public string Description { get; }

    /// <inheritdoc />
    public bool Read()
    {
        var values = new GpioLineValues { Mask = 1 };
        return _kernel.GetValues(_line, ref values) is var error and not 0 ? throw Errno.At(Description, error) : (values.Bits & 1) != 0;
    }

    /// <inheritdoc />
    public void Dispose() => _line.Dispose();
}
