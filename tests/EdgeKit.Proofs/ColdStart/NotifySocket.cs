using System.Net.Sockets;
using System.Text;

namespace EdgeKit.Proofs.ColdStart;

/// <summary>What systemd listens on: a daemon of <c>Type=notify</c> says here when it is ready (sd_notify(3)).</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _path;

    /// <summary>Listens at <paramref name="path"/>.</summary>
    public NotifySocket(string path)
    {
        _path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
    }

    /// <summary>Returns when somebody has said <c>READY=1</c>.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Contains("READY=1", StringComparer.Ordinal))
            {
                return;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }
}
