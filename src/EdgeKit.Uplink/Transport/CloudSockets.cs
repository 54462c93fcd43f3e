using System.Net.Sockets;

namespace EdgeKit.Uplink.Transport;

/// <summary>What TCP is told about the connections to the cloud: those that were opened last, since there are few.</summary>
/// <param name="ask">What the kernel knows of one.</param>
/// <param name="time">The time.</param>
internal sealed class CloudSockets(Func<Socket, TcpInfo?> ask, TimeProvider time)
{
    private const int Most = 8;
    private const int Tcp = 6;
    private const int CongestionControl = 13;
    private const int LongestRetransmission = 44;

    private const int SocketLevel = 1;
    private const int MostPacingRate = 47;

    // Of no account by itself: that there is one has the kernel space out what it sends.
    private const int MostBytesPerSecond = 125_000_000;

    // Longer than what waits in a thin link's queue may take, which the kernel would else take for lost.
    private const int TryEvery = 4000;
    private const int TryEveryWhileGone = 2000;

    private readonly Lock _gate = new();
    private readonly Queue<Connection> _open = new();
    private bool _fills;
    private bool? _paced;

    /// <summary>Whether the kernel tries every two seconds what was lost on the way, as long as the link is gone.</summary>
    public bool Persist { get; private set; }

    /// <summary>How long ago the far end of any of them was heard.</summary>
    public TimeSpan SinceAck => Least(static info => info.SinceAck);

    /// <summary>How long a way there and back takes with empty queues, as far as any of them has seen; <see cref="TimeSpan.MaxValue"/> where nobody knows.</summary>
    public TimeSpan RoundTrip => Least(static info => info.LeastRoundTrip);

    /// <summary>Bytes that were handed over to any of them and have not arrived as far as is known; nothing where the kernel does not say.</summary>
    public long? OnTheWay
    {
        get
        {
            long? bytes = null;
            lock (_gate)
            {
                TellAll(one => bytes = ask(one.Socket) is { } info ? (bytes ?? 0) + info.OnTheWay : bytes);
            }

            return bytes;
        }
    }

    /// <summary>Takes a connection in.</summary>
    /// <returns>The stream that owns it.</returns>
    public Stream Add(Socket socket)
    {
        lock (_gate)
        {
            _open.Enqueue(new Connection(socket) { Watch = new LossWatch(time) });
            if (_open.Count > Most)
            {
                _open.Dequeue();
            }

            // What was lost holds up the word of all behind it. When that comes, a whole window may go, and at one go it would not fit into a thin link's queue.
            TrySet(socket, MostPacingRate, BitConverter.GetBytes(MostBytesPerSecond), SocketLevel);

            // Otherwise the kernel waits twice as long each time, up to two minutes, and misses a link that is there for three seconds of thirty. Linux has it since 6.15.
            (_fills, Persist) = (false, TrySet(socket, LongestRetransmission, BitConverter.GetBytes(TryEvery)));
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
                TellAll(one => one.Socket.NoDelay = !fills);
            }
        }
    }

    /// <summary>
    /// Has a connection over a link that loses packets by itself paced by what the link was seen to carry (BBR, draft-ietf-ccwg-bbr), whatever is lost. Not from the
    /// beginning: every ten seconds it lets the link run dry to see how long the way is, which over a good one costs a tenth of it.
    /// </summary>
    /// <returns>Whether the kernel does so from now on; nothing where none needs it, or the kernel was asked before.</returns>
    public bool? PaceByWhatLands()
    {
        lock (_gate)
        {
            TellAll(one =>
            {
                if (one.Watch is { } watch && ask(one.Socket) is { } info && watch.LosesByItself(info))
                {
                    Pace(one);
                }
            });
            (var now, _paced) = (_paced, null);
            return now;
        }
    }

    /// <summary>
    /// The link is gone. Once it is back they go by what lands, see <see cref="PaceByWhatLands"/>: the usual pace took for a crowd what was lost with it, and would begin
    /// each time with one packet in a round trip. And the kernel tries every two seconds, half as often as the cloud's, so that it mostly hears what has arrived before it sends that again.
    /// </summary>
    public void LinkIsGone()
    {
        lock (_gate)
        {
            TellAll(one =>
            {
                TrySet(one.Socket, LongestRetransmission, BitConverter.GetBytes(TryEveryWhileGone));
                if (one.Watch is not null)
                {
                    Pace(one);
                }
            });
        }
    }

    /// <summary>It is back: what is lost now the kernel tries as usual again, and at least every four seconds.</summary>
    public void LinkIsBack()
    {
        lock (_gate)
        {
            TellAll(static one => TrySet(one.Socket, LongestRetransmission, BitConverter.GetBytes(TryEvery)));
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
            TellAll(static one => one.Socket.LingerState = new LingerOption(enable: true, 0));
            _open.Clear();
        }
    }

    private static bool TrySet(Socket socket, int option, ReadOnlySpan<byte> value, int level = Tcp)
    {
        try
        {
            socket.SetRawSocketOption(level, option, value);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private TimeSpan Least(Func<TcpInfo, TimeSpan> part)
    {
        var least = TimeSpan.MaxValue;
        lock (_gate)
        {
            TellAll(one => least = ask(one.Socket) is { } info ? Durations.Shorter(least, part(info)) : least);
        }

        return least;
    }

    private void Pace(Connection one)
    {
        // Tried once: a kernel may not have it, or reserve it for root.
        one.Watch = null;
        _paced = TrySet(one.Socket, CongestionControl, "bbr"u8);
    }

    private void TellAll(Action<Connection> tell)
    {
        foreach (var one in _open)
        {
            try
            {
                tell(one);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed already, and needs to be told nothing.
                continue;
            }
        }
    }

    private sealed class Connection(Socket socket)
    {
        public Socket Socket => socket;

        /// <summary>As long as it is paced as usual.</summary>
        public LossWatch? Watch { get; set; }
    }
}
