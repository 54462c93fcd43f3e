using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Testing.Processes;

/// <summary>One connection through a <see cref="FaultRelay"/>; asks it with every piece what the way does now.</summary>
internal sealed class RelayConnection(FaultRelay relay, Socket near, int farPort, bool isImpostor) : IDisposable
{
    private readonly Socket _far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private int _carried;

    /// <summary>Carries both ways until an end closes or a fault strikes.</summary>
    public async Task CarryAsync(CancellationToken cancellationToken)
    {
        try
        {
            near.NoDelay = _far.NoDelay = true;
            if (isImpostor)
            {
                relay.Strike();
            }

            await _far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, farPort), cancellationToken);
            await Task.WhenAll(UpAsync(cancellationToken), DownAsync(cancellationToken));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // What a relay is for: the other end sees the same cut.
            Reset();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        near.Dispose();
        _far.Dispose();
    }

    /// <summary>Cuts both ends off with a TCP reset, as a NAT does that has forgotten the connection.</summary>
    public void Reset()
    {
        foreach (var socket in (Socket[])[near, _far])
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                continue;
            }
        }
    }

    private async Task UpAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await near.ReceiveAsync(buffer, cancellationToken) is > 0 and var length)
        {
            _carried += length;
            if (relay.Fault == RelayFault.HalfOpen)
            {
                relay.Strike();
                continue;
            }

            if (relay.Fault == RelayFault.Reset && _carried >= relay.ResetAfterBytes)
            {
                relay.Strike();
                Reset();
                return;
            }

            await SlowDownAsync(length, cancellationToken);
            relay.Count(length, 0);
            await SendAllAsync(_far, buffer.AsMemory(0, length), cancellationToken);
        }

        _far.Shutdown(SocketShutdown.Send);
    }

    private async Task DownAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await _far.ReceiveAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (relay.Fault == RelayFault.HalfOpen)
            {
                continue;
            }

            if (relay.Fault == RelayFault.AnswerLost)
            {
                relay.Strike();
                Reset();
                return;
            }

            await SlowDownAsync(length, cancellationToken);
            relay.Count(0, length);
            await SendAllAsync(near, buffer.AsMemory(0, length), cancellationToken);
        }

        near.Shutdown(SocketShutdown.Send);
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    private async Task SlowDownAsync(int length, CancellationToken cancellationToken)
    {
        if (relay.Fault == RelayFault.Slow)
        {
            relay.Strike();
            await Task.Delay(TimeSpan.FromSeconds(length / (double)relay.SlowBytesPerSecond), TimeProvider.System, cancellationToken);
        }
    }
}
