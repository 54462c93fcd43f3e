using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace EdgeKit.Testing.Processes;

/// <summary>This machine's address on a network, for a kit whose guests are not on its own machine.</summary>
public static class LanAddress
{
    /// <summary>The first IPv4 address that is not a loopback's.</summary>
    public static IPAddress Own { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Select(static unicast => unicast.Address)
        .First(static address => address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>An address for a kit to listen on there, on a port that nobody has.</summary>
    public static Uri Free() => new(string.Create(CultureInfo.InvariantCulture, $"http://{Own}:{Loopback.FreePort()}"));
}
