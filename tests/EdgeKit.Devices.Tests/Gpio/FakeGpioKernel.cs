using EdgeKit.Devices.Gpio;
using EdgeKit.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Tests.Gpio;

/// <summary>A kernel whose chips are files of a test's own: the name of the chip and its label stand in them.</summary>
internal sealed unsafe class FakeGpioKernel : IGpioKernel
{
    private readonly Dictionary<SafeFileHandle, string> _opened = [];

    public int ChipError { get; set; }

    public int RequestError { get; set; }

    public int ValueError { get; set; }

    public string Holder { get; set; } = "";

    public GpioLineRequest Requested { get; private set; }

    public bool Level { get; set; }

    public SafeFileHandle Open(string path)
    {
        var handle = KernelFile.Open(path, LibC.ReadOnly);
        _opened[handle] = path;
        return handle;
    }

    public int GetChipInfo(SafeFileHandle chip, ref GpioChipInfo info)
    {
        var parts = File.ReadAllText(_opened[chip]).Split(' ');
        fixed (byte* name = info.Name, label = info.Label)
        {
            GpioNames.Write(name, parts[0]);
            GpioNames.Write(label, parts[1]);
        }

        info.Lines = 54;
        return ChipError;
    }

    public int GetLineInfo(SafeFileHandle chip, ref GpioLineInfo info)
    {
        fixed (byte* consumer = info.Consumer)
        {
            GpioNames.Write(consumer, Holder);
        }

        return Holder.Length == 0 ? 22 : 0;
    }

    public int RequestLines(SafeFileHandle chip, ref GpioLineRequest request)
    {
        Requested = request;
        request.Descriptor = RequestError == 0 ? LibC.Open("/dev/null", LibC.ReadOnly | LibC.Careful) : 0;
        return RequestError;
    }

    public int GetValues(SafeFileHandle line, ref GpioLineValues values)
    {
        Assert.Equal(1UL, values.Mask);
        values.Bits = Level ? 1UL : 0;
        return ValueError;
    }

    public int SetValues(SafeFileHandle line, ref GpioLineValues values)
    {
        Assert.Equal(1UL, values.Mask);
        Level = (values.Bits & 1) != 0;
        return ValueError;
    }
}
