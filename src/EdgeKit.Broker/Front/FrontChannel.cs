using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace EdgeKit.Broker.Front;

/// <summary>
/// The bytes of one connection on their way to the server: looked at by the gate, no faster than the budget, and no slower than a client
/// that means it. Time is the monotonic clock's.
/// </summary>
internal sealed class FrontChannel(Stream stream, FrontConnection connection, PacketGate gate, PacketBudget budget, BrokerMetrics metrics, TimeProvider time) : IMqttChannel
{
    /// <summary>How long a connection has to say who it is.</summary>
    public static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long a packet may take, and the other end may not read.</summary>
    public static readonly TimeSpan PacketWithin = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[2048];
    private readonly CancellationTokenSource _reading = new(Timeout.InfiniteTimeSpan, time);
    private readonly CancellationTokenSource _writing = new(Timeout.InfiniteTimeSpan, time);
    private readonly long _opened = time.GetTimestamp();
    private CancellationToken? _watched;
    private CancellationTokenRegistration _watching;
    private CancellationTokenRegistration _ending;
    private long? _packetAt;
    private long _bytes;
    private int _from;
    private int _to;

    /// <inheritdoc />
    public X509Certificate2? ClientCertificate => null;

    /// <inheritdoc />
    public EndPoint RemoteEndPoint => connection.Remote;

    /// <inheritdoc />
    public EndPoint? LocalEndPoint => connection.Local;

    /// <inheritdoc />
    public bool IsSecureConnection => connection.IsSecure;

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The other end connected.");

    /// <inheritdoc />
    public async Task DisconnectAsync(CancellationToken cancellationToken) => await stream.DisposeAsync();

    /// <inheritdoc />
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (gate.Fault is GateFault.None && _from == _to && !await FillAsync(cancellationToken))
        {
            return 0;
        }

        var before = gate.Packets;
        var length = gate.Look(_buffer.AsSpan(_from, Math.Min(count, _to - _from)));
        _buffer.AsSpan(_from, length).CopyTo(buffer.AsSpan(offset));
        _from += length;
        _bytes += length;
        if (gate.Fault is not GateFault.None)
        {
            // Without a byte of what is wrong the server sees a connection that was closed.
            metrics.Refused(gate.Fault switch
            {
                GateFault.NotMqtt => "notMqtt",
                GateFault.WrongPacket => "wrongPacket",
                GateFault.TooLarge => "tooLarge",
                GateFault.None => "",
            });
            return 0;
        }

        if (gate.Packets > before)
        {
            _packetAt = null;
            await PaceAsync(gate.Packets - before, cancellationToken);
            _bytes = 0;
        }

        if (gate.IsInside)
        {
            _packetAt ??= time.GetTimestamp();
        }

        return length;
    }

    /// <inheritdoc />
    public async Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var part in buffer)
        {
            var writing = stream.WriteAsync(part, _writing.Token);
            if (writing.IsCompletedSuccessfully)
            {
                // As nearly always: what is small goes out at once, without a timer.
                await writing;
            }
            else
            {
                await WaitAsync(writing, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stream.Dispose();
        _watching.Dispose();
        _ending.Dispose();
        _reading.Dispose();
        _writing.Dispose();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var patience = Patience;
        if (patience <= TimeSpan.Zero)
        {
            metrics.Refused("slow");
            return false;
        }

        Watch(cancellationToken);
        var reading = stream.ReadAsync(_buffer, _reading.Token);
        try
        {
            if (!reading.IsCompleted && patience is { } limit)
            {
                _reading.CancelAfter(limit);
            }

            (_from, _to) = (0, await reading);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Refused("slow");
            return false;
        }

        if (patience is not null)
        {
            // What the kit itself takes, such as a disk that is slow, is nobody's silence.
            _reading.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        return _to > 0;
    }

    // Whatever ends the connection ends the reading: the server's token, of which there is one before CONNECT and another after.
    private void Watch(CancellationToken cancellationToken)
    {
        if (_watched is null)
        {
            _ending = connection.Ended.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _reading);
        }

        if (cancellationToken != _watched)
        {
            _watching.Dispose();
            (_watched, _watching) = (cancellationToken, cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _reading));
        }
    }

    // The other end does not read: for a while it may be slow.
    private async ValueTask WaitAsync(ValueTask writing, CancellationToken cancellationToken)
    {
        await using var stopped = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _writing);
        _writing.CancelAfter(PacketWithin);
        try
        {
            await writing;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            connection.End();
            throw;
        }

        _writing.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    // What is left for what is awaited now: the whole CONNECT, the rest of a packet, or the next one.
    private TimeSpan? Patience =>
        gate.Packets == 0 ? ConnectWithin - time.GetElapsedTime(_opened)
        : _packetAt is { } began ? PacketWithin - time.GetElapsedTime(began)
        : connection.Patience;

    private async ValueTask PaceAsync(long packets, CancellationToken cancellationToken)
    {
        if (budget.Take(packets, _bytes) is var wait && wait > TimeSpan.Zero)
        {
            metrics.Slowed();
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
