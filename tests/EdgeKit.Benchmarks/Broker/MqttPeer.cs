using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKit.Benchmarks.Broker;

/// <summary>A client of MQTT 3.1.1 that costs next to nothing: publishes when it was sent, and notes how long ago that was when it comes back.</summary>
internal sealed class MqttPeer : IDisposable
{
    private const int PayloadBytes = 128;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SemaphoreSlim _sending = new(1);
    private readonly byte[] _topic;
    private readonly int _level;
    private readonly byte[] _publish;
    private readonly List<double> _latencies = [];
    private Task _reading = Task.CompletedTask;
    private ushort _packet;

    private MqttPeer(string topic, int level)
    {
        (_topic, _level) = (Encoding.ASCII.GetBytes(topic), level);
        var body = 2 + _topic.Length + (level > 0 ? 2 : 0) + PayloadBytes;
        _publish = new byte[3 + body];
        (_publish[0], _publish[1], _publish[2]) = ((byte)(0x30 | (level << 1)), (byte)((body & 0x7F) | 0x80), (byte)(body >> 7));
        BinaryPrimitives.WriteUInt16BigEndian(_publish.AsSpan(3), (ushort)_topic.Length);
        _topic.CopyTo(_publish.AsSpan(5));
    }

    /// <summary>Milliseconds from publishing to hearing, of each message that came.</summary>
    public IReadOnlyList<double> Latencies => _latencies;

    /// <summary>Connects, and subscribes where it hears.</summary>
    /// <param name="port">On this machine.</param>
    /// <param name="name">Its own.</param>
    /// <param name="publishes">Where it publishes.</param>
    /// <param name="hears">What it subscribes to; null for nothing.</param>
    /// <param name="level">Its quality of service: 0 or 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<MqttPeer> ConnectAsync(int port, string name, string publishes, string? hears, int level, CancellationToken cancellationToken)
    {
        var peer = new MqttPeer(publishes, level);
        await peer._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        await peer.SendAsync([0x10, (byte)(12 + name.Length), 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)], cancellationToken);
        await peer.ExpectAsync([0x20, 2, 0, 0], cancellationToken);
        if (hears is not null)
        {
            await peer.SendAsync([0x82, (byte)(5 + hears.Length), 0, 1, 0, (byte)hears.Length, .. Encoding.ASCII.GetBytes(hears), (byte)level], cancellationToken);
            await peer.ExpectAsync([0x90, 3, 0, 1, (byte)level], cancellationToken);
        }

        peer._reading = peer.ReadAsync(cancellationToken);
        return peer;
    }

    /// <summary>Publishes once.</summary>
    public Task PublishAsync(CancellationToken cancellationToken)
    {
        var payload = _publish.AsSpan(5 + _topic.Length);
        if (_level > 0)
        {
            _packet = (ushort)(_packet == ushort.MaxValue ? 1 : _packet + 1);
            BinaryPrimitives.WriteUInt16BigEndian(payload, _packet);
            payload = payload[2..];
        }

        BinaryPrimitives.WriteInt64BigEndian(payload, TimeProvider.System.GetTimestamp());
        return SendAsync(_publish, cancellationToken);
    }

    /// <summary>Closes it, and waits for its last message.</summary>
    public async Task EndAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        await _reading;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var (from, to) = (0, 0);
        while (true)
        {
            while (Length(buffer.AsSpan(from, to - from)) is { } length && length <= to - from)
            {
                await TakeAsync(buffer.AsMemory(from, length), cancellationToken);
                from += length;
            }

            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (from, to) = (0, to - from);
            int count;
            try
            {
                count = await _socket.ReceiveAsync(buffer.AsMemory(to), cancellationToken);
            }
            catch (SocketException)
            {
                return;
            }

            if (count == 0)
            {
                return;
            }

            to += count;
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        if (packet.Span[0] >> 4 != 3)
        {
            return;
        }

        var now = TimeProvider.System.GetTimestamp();
        var at = packet.Span[1] < 0x80 ? 2 : 3;
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(packet.Span[at..]);
        if ((packet.Span[0] & 0x06) != 0)
        {
            var acknowledged = packet.Slice(at, 2).ToArray();
            await SendAsync([0x40, 2, .. acknowledged], cancellationToken);
            at += 2;
        }

        _latencies.Add(TimeProvider.System.GetElapsedTime(BinaryPrimitives.ReadInt64BigEndian(packet.Span[at..]), now).TotalMilliseconds);
    }

    private static int? Length(ReadOnlySpan<byte> bytes) => bytes.Length < 2 ? null
        : bytes[1] < 0x80 ? 2 + bytes[1]
        : bytes.Length < 3 ? null
        : 3 + (bytes[1] & 0x7F) + (bytes[2] << 7);

    private async Task SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ExpectAsync(byte[] answer, CancellationToken cancellationToken)
    {
        var got = new byte[answer.Length];
        for (var at = 0; at < got.Length;)
        {
            var count = await _socket.ReceiveAsync(got.AsMemory(at), cancellationToken);
            at += count > 0 ? count : throw new IOException("the broker closed the connection");
        }

        if (!got.AsSpan().SequenceEqual(answer))
        {
            throw new IOException($"the broker answered {Convert.ToHexString(got)} where {Convert.ToHexString(answer)} was expected");
        }
    }
}
