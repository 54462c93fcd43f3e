using System.Net;

namespace EdgeKit.Broker.Front;

/// <summary>No more connections than the kit can serve, and no address with more than its share. This machine itself has all that there are.</summary>
internal sealed class ConnectionLimit(BrokerOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private int _open;

    /// <summary>How many there are.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    /// <summary>Counts a connection until what is returned is disposed.</summary>
    /// <returns>Null if it is one too many.</returns>
    public IDisposable? Take(IPAddress address)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            var open = _byAddress.GetValueOrDefault(key);
            if (_open >= options.Connections || (open >= options.ConnectionsOfOne && !IPAddress.IsLoopback(address)))
            {
                return null;
            }

            _byAddress[key] = open + 1;
            _open++;
            return new Place(this, key);
        }
    }

    /// <summary>Of IPv6 a device may take any address of a /64, which counts as one.</summary>
    public static string KeyOf(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.GetAddressBytes() is { Length: 16 } bytes && !IPAddress.IsLoopback(address) ? Convert.ToHexString(bytes, 0, 8)
        : address.ToString();

    private void Leave(string key)
    {
        lock (_gate)
        {
            _open--;
            if (--_byAddress[key] == 0)
            {
                _byAddress.Remove(key);
            }
        }
    }

    private sealed class Place(ConnectionLimit limit, string key) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                limit.Leave(key);
            }
        }
    }
}
