using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKit.Testing.Hostile;

/// <summary>A device that asks for a great deal on many connections and reads nothing of it.</summary>
public sealed class SlowReaders : IDisposable
{
    private readonly List<Socket> _sockets = [];

    private SlowReaders()
    {
    }

    /// <summary>Connects them and asks.</summary>
    /// <param name="device">Their address, on this machine.</param>
    /// <param name="kit">Whom they ask.</param>
    /// <param name="count">How many connections.</param>
    /// <param name="paths">What each asks for, in one go: more than the kernel takes for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SlowReaders> OpenAsync(IPAddress device, IPEndPoint kit, int count, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var requests = Encoding.ASCII.GetBytes(string.Concat(paths.Select(static path => $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")));
        var readers = new SlowReaders();
        try
        {
            for (var reader = 0; reader < count; reader++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                readers._sockets.Add(socket);
                socket.Bind(new IPEndPoint(device, 0));
                await socket.ConnectAsync(kit, cancellationToken);
                await socket.SendAsync(requests, cancellationToken);
            }

            return readers;
        }
        catch
        {
            readers.Dispose();
            throw;
        }
    }

    /// <summary>They leave.</summary>
    public void Dispose() => _sockets.ForEach(static socket => socket.Dispose());
}
