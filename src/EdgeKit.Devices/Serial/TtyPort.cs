using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using EdgeKit.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Serial;

/// <summary>A serial port that is only listened to: 19200 baud, 8N1, raw. A read never waits.</summary>
internal sealed unsafe class TtyPort : IDisposable
{
    private const int Now = 0;
    private const int InputQueue = 0;
    private const nuint Exclusive = 0x540C;

    private readonly string _path;
    private readonly SafeFileHandle _handle;

    private TtyPort(string path, SafeFileHandle handle) => (_path, _handle) = (path, handle);

    /// <summary>Opens <paramref name="path"/>.</summary>
    /// <exception cref="DeviceException">It is not there, is not ours, or is no serial port (<see cref="DeviceFault.WrongChip"/>).</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The port that is returned owns it.")]
    public static TtyPort Open(string path)
    {
        var handle = KernelFile.Open(path, LibC.ReadOnly);
        try
        {
            Configure(path, handle);
            return new TtyPort(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Takes what has come; 0 when nothing has.</summary>
    /// <exception cref="DeviceException">The port is gone: its adapter was pulled (<see cref="DeviceFault.Absent"/>), or it failed.</exception>
    public int Read(Span<byte> buffer)
    {
        var count = KernelFile.Read(_handle, buffer);
        return count switch
        {
            > 0 => count,
            -Errno.Again => 0,

            // VMIN is 1, so that an end of file is a hang-up and never silence.
            0 => throw new DeviceException(DeviceFault.Absent, $"{_path}: hung up"),
            _ => throw Errno.At(_path, -count),
        };
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private static void Configure(string path, SafeFileHandle handle)
    {
        Termios termios;
        Check(path, LibC.GetTerminal(handle, &termios));
        termios.Input = 0;
        termios.Output = 0;
        termios.Local = 0;
        termios.Control = Termios.EightBitsLocal | Termios.Baud19200;
        termios.InputSpeed = termios.OutputSpeed = Termios.Baud19200;
        termios.Characters[Termios.LeastIndex] = 1;
        termios.Characters[Termios.TimeIndex] = 0;
        Check(path, LibC.SetTerminal(handle, Now, &termios));

        // Two readers would share the bytes out between them, and neither would see a block. Root may still open it.
        Check(path, LibC.IoControl(handle, Exclusive, null));
        Check(path, LibC.FlushTerminal(handle, InputQueue));
    }

    private static void Check(string path, int result)
    {
        if (result < 0)
        {
            throw Errno.At(path, Marshal.GetLastPInvokeError());
        }
    }
}
