using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeKit.Uplink.Transport;

/// <summary>What TCP is told about the connections to the cloud: those that were opened last, since there are few.</summary>
internal sealed class CloudSockets
{
    private const int Most = 8;
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int LastAck = 56;
    private const int LongestRetransmission = 44;

    private readonly Lock _gate = new();
    private readonly Queue<Socket> _open = new();
    private bool _fills;

    /// <summary>Whether the kernel tries every second what was lost on the way, as long as the link is gone.</summary>
    public bool Persist { get; private set; }

    /// <summary>How long ago the far end of any of them was heard (<c>tcpi_last_ack_recv</c> of linux/tcp.h).</summary>
    public TimeSpan SinceAck
    {
        get
        {
            var least = TimeSpan.MaxValue;
            lock (_gate)
            {
                TellAll(socket =>
                {
                    Span<byte> info = stackalloc byte[LastAck + sizeof(uint)];
                    if (socket.GetRawSocketOption(Tcp, TcpInfo, info) == info.Length)
                    {
                        least = Durations.Shorter(least, TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32LittleEndian(info[LastAck..])));
                    }
                });
            }

            return least;
        }
    }

    /// <summary>Takes a connection in.</summary>
    /// <returns>The stream that owns it.</returns>
    public Stream Add(Socket socket)
    {
        lock (_gate)
        {
            _open.Enqueue(socket);
            if (_open.Count > Most)
            {
                _open.Dequeue();
            }

            (_fills, Persist) = (false, TryPersist(socket));
        }

        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>
    /// Whether to hold a packet that is not full back until what is under way has arrived (RFC 896). Where more follows at once anyway, that costs no time,
    /// and over a link that loses packets it pays: TCP's pace is one of packets, however full they are.
    /// </summary>
    public void FillPackets(bool fills)
    {
        lock (_gate)
        {
            if (_fills != fills)
            {
                _fills = fills;
                TellAll(socket => socket.NoDelay = !fills);
            }
        }
    }

    /// <summary>
    /// They are dead or about to be closed: nothing goes over them any more. Otherwise the kernel would go on sending what waits in them once the link is
    /// there again, beside the next connection, which brings the same.
    /// </summary>
    public void Forsake()
    {
        lock (_gate)
        {
            TellAll(static socket => socket.LingerState = new LingerOption(enable: true, 0));
            _open.Clear();
        }
    }

    // Otherwise it waits twice as long each time, up to two minutes, and misses a link that is there for three seconds of thirty. Linux has it since 6.15.
    private static bool TryPersist(Socket socket)
    {
        try
        {
            socket.SetRawSocketOption(Tcp, LongestRetransmission, BitConverter.GetBytes(1000));
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ProtocolOption)
        {
            return false;
        }
    }

    private void TellAll(Action<Socket> tell)
    {
        foreach (var socket in _open)
        {
            try
            {
                tell(socket);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed already, and needs to be told nothing.
                continue;
            }
        }
    }
}
