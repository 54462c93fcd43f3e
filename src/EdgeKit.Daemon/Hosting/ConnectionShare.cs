using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace EdgeKit.Daemon.Hosting;

/// <summary>
/// No device on the LAN takes more than its share of the connections, so that one which opens thousands shuts nobody out. A browser opens
/// about a dozen, and a vendor's own router with all behind it a few dozen. This machine itself is not limited.
/// </summary>
internal sealed class ConnectionShare
{
    /// <summary>Connections of one address at a time.</summary>
    public const int Most = 64;

    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    /// <summary>How many addresses have a connection now.</summary>
    public int Addresses => _open.Count;

    /// <summary>Counts the connection until it is closed.</summary>
    /// <returns>False if its address has as many as it may: it is to be closed.</returns>
    public bool TryTake(ConnectionContext connection)
    {
        if ((connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address || IsThisMachine(address))
        {
            return true;
        }

        if (_open.AddOrUpdate(address, 1, static (_, open) => open + 1) > Most)
        {
            Leave(address);
            return false;
        }

        connection.ConnectionClosed.Register(() => Leave(address));
        return true;
    }

    private static bool IsThisMachine(IPAddress address) =>
        address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.Loopback.MapToIPv6());

    private void Leave(IPAddress address)
    {
        if (_open.AddOrUpdate(address, 0, static (_, open) => open - 1) <= 0)
        {
            _open.TryRemove(new(address, 0));
        }
    }
}
