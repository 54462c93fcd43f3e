using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Testing.Links;

/// <summary>A network interface whose other side is this process: what the kernel routes into it is read here, a packet each.</summary>
internal sealed partial class TunDevice : IDisposable
{
    private const ulong SetInterface = 0x400454CA;
    private const short Tun = 0x0001;
    private const short NoPacketInfo = 0x1000;
    private const int NameLength = 16;
    private const int RequestLength = 40;

    private TunDevice(SafeFileHandle handle, string name)
    {
        Handle = handle;
        Name = name;
    }

    /// <summary>The open device; it stays ours when the interface moves to another namespace.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>The interface's name.</summary>
    public string Name { get; }

    /// <summary>Makes an interface called <paramref name="name"/>, which ends with this object.</summary>
    public static TunDevice Create(string name)
    {
        var handle = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        Encoding.ASCII.GetBytes(name, request[..(NameLength - 1)]);
        MemoryMarshal.Write(request[NameLength..], (short)(Tun | NoPacketInfo));
        if (IoControl(handle, SetInterface, ref MemoryMarshal.GetReference(request)) < 0)
        {
            var error = new Win32Exception(Marshal.GetLastPInvokeError());
            handle.Dispose();
            throw new IOException($"cannot make the network interface {name}: {error.Message} (this needs root and /dev/net/tun)", error);
        }

        return new TunDevice(handle, name);
    }

    /// <summary>Reads one packet; only after the device is known to be readable.</summary>
    public int Read(Span<byte> packet) => (int)ReadFile(Handle, ref MemoryMarshal.GetReference(packet), packet.Length);

    /// <summary>Gives the kernel one packet. A packet that it refuses, such as on an interface that is down, is lost as on any wire.</summary>
    public void Write(ReadOnlySpan<byte> packet) => _ = WriteFile(Handle, ref MemoryMarshal.GetReference(packet), packet.Length);

    /// <inheritdoc />
    public void Dispose() => Handle.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(SafeFileHandle handle, ulong request, ref byte argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle handle, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(SafeFileHandle handle, ref readonly byte buffer, nint count);
}
