using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using EdgeKit.Market.Discovery;

namespace EdgeKit.Market.Tests.Support;

/// <summary>Beacons that a test hears and says.</summary>
internal sealed class FakeBeacons : IBeaconTransport
{
    private readonly Channel<(byte[] Datagram, IPAddress From)> _coming = Channel.CreateUnbounded<(byte[], IPAddress)>();

    public List<byte[]> Sent { get; } = [];

    public int Closed { get; private set; }

    public int Waiting => _coming.Reader.Count;

    public bool IsBroken { get; set; }

    public void Say(byte[] datagram, IPAddress from) => _coming.Writer.TryWrite((datagram, from));

    public ValueTask SendAsync(ReadOnlyMemory<byte> beacon, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new SocketException((int)SocketError.NetworkDown);
        }

        Sent.Add(beacon.ToArray());
        return ValueTask.CompletedTask;
    }

    public async ValueTask<(int Length, IPAddress From)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var (datagram, from) = await _coming.Reader.ReadAsync(cancellationToken);
        var length = Math.Min(datagram.Length, buffer.Length);
        datagram.AsSpan(0, length).CopyTo(buffer.Span);
        return (length, from);
    }

    public void Close() => Closed++;

    public void Dispose() => Close();
}
