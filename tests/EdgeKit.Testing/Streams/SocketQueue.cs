using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EdgeKit.Testing.Streams;

/// <summary>Asks the kernel about a connection's queues (tcp(7)).</summary>
internal static partial class SocketQueue
{
    private const ulong OutgoingQueue = 0x5411;

    /// <summary>Bytes that the other end has not acknowledged.</summary>
    public static int UnsentBytes(Socket socket)
    {
        var bytes = 0;
        return Ask(socket.SafeHandle, OutgoingQueue, ref bytes) == 0 ? bytes : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ask(SafeHandle socket, ulong request, ref int bytes);
}
