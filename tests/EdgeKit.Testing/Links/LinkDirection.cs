using System.Diagnostics.CodeAnalysis;

namespace EdgeKit.Testing.Links;

/// <summary>
/// One direction of a link: a line that sends one packet after another at its rate, before it a queue that drops what does
/// not fit, behind it a delay. It neither waits nor reads a socket; it says when the next packet arrives.
/// </summary>
/// <param name="shape">How it behaves.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Which packets are lost.</param>
public sealed class LinkDirection(LinkShape shape, TimeProvider time, Random random)
{
    private readonly Lock _gate = new();
    private readonly Queue<(TimeSpan Sent, int Length)> _queued = [];
    private readonly Queue<(TimeSpan Arrives, byte[] Packet)> _travelling = [];
    private readonly TcpPayload _payload = new();
    private readonly long _start = time.GetTimestamp();
    private LinkCount _count = new(0, 0, 0, 0, 0, 0);
    private TimeSpan _lineFree;
    private long _carry;
    private int _queuedBytes;
    private bool _isUp = true;

    /// <summary>A direction that is down swallows everything, as a modem without a network does, and what waits in its queue with it.</summary>
    public bool IsUp
    {
        get
        {
            lock (_gate)
            {
                return _isUp;
            }
        }

        set
        {
            lock (_gate)
            {
                _isUp = value;
                if (!value)
                {
                    Forget(Now);
                }
            }
        }
    }

    /// <summary>What passed so far.</summary>
    public LinkCount Count
    {
        get
        {
            lock (_gate)
            {
                return _count with { PayloadBytes = _payload.Bytes };
            }
        }
    }

    /// <summary>When the first packet was put on the wire after the link came up, as <see cref="TimeProvider.GetTimestamp"/> counts; null before.</summary>
    public long? FirstPacketAt { get; private set; }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Gives a packet to the link.</summary>
    /// <returns>Whether the queue took it.</returns>
    public bool Offer(ReadOnlySpan<byte> packet)
    {
        lock (_gate)
        {
            if (!_isUp)
            {
                return false;
            }

            var now = Now;
            Leave(now);
            if (_queuedBytes + packet.Length > shape.QueueBytes)
            {
                _count = _count with { DroppedPackets = _count.DroppedPackets + 1 };
                return false;
            }

            FirstPacketAt ??= time.GetTimestamp();
            Send(packet, now);
            return true;
        }
    }

    /// <summary>Takes the next packet that has arrived.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? packet)
    {
        lock (_gate)
        {
            packet = null;
            if (!_travelling.TryPeek(out var next) || next.Arrives > Now)
            {
                return false;
            }

            packet = _travelling.Dequeue().Packet;
            _count = _count with { ArrivedBytes = _count.ArrivedBytes + packet.Length };
            return true;
        }
    }

    /// <summary>How long until the next packet arrives; null when none is on its way.</summary>
    public TimeSpan? UntilNext()
    {
        lock (_gate)
        {
            if (!_travelling.TryPeek(out var next))
            {
                return null;
            }

            var wait = next.Arrives - Now;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    private void Leave(TimeSpan now)
    {
        while (_queued.TryPeek(out var head) && head.Sent <= now)
        {
            _queuedBytes -= _queued.Dequeue().Length;
        }
    }

    /// <summary>What was not on the wire yet never will be.</summary>
    private void Forget(TimeSpan now)
    {
        Leave(now);
        _count = _count with { SentPackets = _count.SentPackets - _queued.Count, SentBytes = _count.SentBytes - _queuedBytes };
        _queued.Clear();
        (_queuedBytes, _lineFree) = (0, now);
        var travelling = _travelling.Where(packet => packet.Arrives - shape.Delay <= now).ToList();
        _travelling.Clear();
        travelling.ForEach(_travelling.Enqueue);
    }

    private void Send(ReadOnlySpan<byte> packet, TimeSpan now)
    {
        if (_lineFree < now)
        {
            _lineFree = now;
            _carry = 0;
        }

        // The remainder is carried over, so that rounding to a clock's tick never adds up to another rate.
        var work = (packet.Length * 8L * TimeSpan.TicksPerSecond) + _carry;
        _lineFree += TimeSpan.FromTicks(work / shape.BitsPerSecond);
        _carry = work % shape.BitsPerSecond;
        _queued.Enqueue((_lineFree, packet.Length));
        _queuedBytes += packet.Length;
        _payload.See(packet);
        _count = _count with { SentPackets = _count.SentPackets + 1, SentBytes = _count.SentBytes + packet.Length };
        if (shape.Loss > 0 && random.NextDouble() < shape.Loss)
        {
            _count = _count with { LostPackets = _count.LostPackets + 1 };
            return;
        }

        _travelling.Enqueue((_lineFree + shape.Delay, packet.ToArray()));
    }
}
