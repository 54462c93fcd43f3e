using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace EdgeKit.Market.Discovery;

/// <summary>A network interface that beacons go out by.</summary>
/// <param name="Name">Such as <c>wlan0</c>.</param>
/// <param name="Index">The kernel's number of it: another when it comes back.</param>
/// <param name="Address">Its own, which beacons come from.</param>
internal sealed record MarketInterface(string Name, int Index, IPAddress Address)
{
    /// <summary>Those that are up now.</summary>
    /// <param name="chosen">The name or IPv4 address of the only one; null for all that carry multicast.</param>
    public static IReadOnlyList<MarketInterface> Find(string? chosen)
    {
        var found = new List<MarketInterface>();
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces().Where(card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown))
        {
            var properties = card.GetIPProperties();
            var addresses = properties.UnicastAddresses.Select(static address => address.Address).Where(static address => address.AddressFamily == AddressFamily.InterNetwork).ToList();
            var isWanted = chosen is null
                ? card.SupportsMulticast && card.NetworkInterfaceType != NetworkInterfaceType.Loopback
                : string.Equals(card.Name, chosen, StringComparison.Ordinal) || (IPAddress.TryParse(chosen, out var address) && addresses.Contains(address));
            if (isWanted && addresses.Count > 0)
            {
                found.Add(new MarketInterface(card.Name, properties.GetIPv4Properties().Index, addresses[0]));
            }
        }

        return found;
    }
}
