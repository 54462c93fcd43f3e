using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Testing.Processes;

/// <summary>
/// Ports on 127.0.0.1 for processes that start again on the same one. They lie below the range from which the kernel takes
/// ports for outgoing connections, so that none of those sits on a port while its process is down.
/// </summary>
public static class Loopback
{
    private const int First = 20_000;
    private const int Last = 32_000;

    private static int _next = Start();

    /// <summary>A port that nobody listens on, and that this process gives to nobody else.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % (Last - First));
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }

    [SuppressMessage("Security", "CA5394", Justification = "Keeps test runs beside each other apart; nothing is guarded by it.")]
    private static int Start() => new Random(Environment.ProcessId).Next(Last - First);
}
