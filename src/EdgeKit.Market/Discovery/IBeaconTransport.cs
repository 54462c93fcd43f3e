using System.Net;

namespace EdgeKit.Market.Discovery;

/// <summary>Carries beacons to everybody on the network and from them.</summary>
internal interface IBeaconTransport : IDisposable
{
    /// <summary>Calls, on every network that there is at this moment; opens what is closed.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is no calling at all.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> beacon, CancellationToken cancellationToken);

    /// <summary>Waits for the next datagram, which may be anybody's.</summary>
    /// <returns>Its length in <paramref name="buffer"/>, and the address it came from.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The network failed.</exception>
    ValueTask<(int Length, IPAddress From)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Closes what is open: the next call opens it anew.</summary>
    void Close();
}
