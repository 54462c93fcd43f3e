using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Tests.Serial;

/// <summary>A real terminal of the kernel's, whose other side is the test (pty(7)).</summary>
internal sealed unsafe partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteNoTerminal = 0x2 | 0x100;

    private readonly SafeFileHandle _master;

    public PseudoTerminal()
    {
        _master = new SafeFileHandle(Check(OpenMaster(ReadWriteNoTerminal)), ownsHandle: true);
        Check(Grant(_master));
        Check(Unlock(_master));
        var name = stackalloc byte[64];
        Check(-NameOf(_master, name, 64));
        Path = Marshal.PtrToStringUTF8((nint)name)!;
    }

    public string Path { get; }

    /// <summary>Sends as the device would. What is sent while the port is not raw yet would be changed on its way.</summary>
    public void Send(params byte[][] parts)
    {
        foreach (var part in parts)
        {
            fixed (byte* start = part)
            {
                Assert.Equal(part.Length, Write(_master, start, part.Length));
            }
        }
    }

    /// <summary>Pulls the cable.</summary>
    public void Dispose() => _master.Dispose();

    private static int Check(int result) => result < 0 ? throw new Win32Exception(Marshal.GetLastPInvokeError()) : result;

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOf(SafeFileHandle master, byte* name, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle master, byte* bytes, nint count);
}
