using System.Globalization;
using System.Net.NetworkInformation;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Which networks the kit is in, and whether one leads out.</summary>
/// <param name="leadsOut">Whether the kit has something to ask out there.</param>
/// <param name="kernel">What the kernel says.</param>
internal sealed class NetworkCheck(bool leadsOut, KernelFiles kernel) : ICheck
{
    public string Name => "Network";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge(Interfaces())]);

    /// <summary>What these interfaces mean.</summary>
    /// <param name="interfaces">Each with its addresses, in words.</param>
    public DoctorItem Judge(IReadOnlyList<string> interfaces)
    {
        var seen = interfaces.Count == 0 ? "no interface has an address" : string.Join("; ", interfaces);
        var ways = Ways();
        var names = kernel.Lines("etc/resolv.conf").Where(static line => line.StartsWith("nameserver ", StringComparison.Ordinal)).Select(static line => line["nameserver ".Length..].Trim()).ToList();
        seen += ways.Count == 0 ? "; no default route" : $"; default route by {string.Join(", ", ways)}";
        seen += names.Count == 0 ? "; no name server" : $"; names from {string.Join(", ", names)}";
        return interfaces.Count == 0 ? Finding.Warning(Name, $"{seen}: no tablet reaches the kit", "Switch the access point on (systemctl status hostapd), or plug the cable in.")
            : leadsOut && ways.Count == 0 ? Finding.Warning(Name, seen, "Join the market's Wi-Fi or switch the modem on; until then orders wait on the kit.")
            : leadsOut && names.Count == 0 ? Finding.Warning(Name, seen, "The network gives no name server: put one into /etc/resolv.conf, or ask who runs it.")
            : Finding.Ok(Name, seen);
    }

    private List<string> Interfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static one => one.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(one => (one.Name, Addresses: one.GetIPProperties().UnicastAddresses.Where(static address => !address.Address.IsIPv6LinkLocal).Select(static address => address.Address.ToString()).ToList()))
            .Where(static one => one.Addresses.Count > 0)
            .Select(one => $"{one.Name} {string.Join(", ", one.Addresses)}{Signal(one.Name)}"),
    ];

    // Of /proc/net/wireless, "wlan0: 0000   54.  -56.  -256 …": the level in dBm stands third.
    private string Signal(string name) =>
        kernel.Lines("proc/net/wireless").Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(parts => parts is [var first, _, _, _, ..] && string.Equals(first, name + ":", StringComparison.Ordinal)) is [_, _, _, var level, ..]
            ? $" ({level.TrimEnd('.')} dBm)"
            : "";

    // /proc/net/route: the destination stands second and is all zeros for the default, the gateway follows, byte-reversed; of IPv6 its way out stands last.
    private List<string> Ways() =>
    [
        .. kernel.Lines("proc/net/route").Select(static line => line.Split('\t', StringSplitOptions.TrimEntries))
            .Where(static parts => parts is [_, "00000000", _, ..])
            .Select(static parts => $"{parts[0]} ({Gateway(parts[2])})"),
        .. kernel.Lines("proc/net/ipv6_route").Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static parts => parts is ["00000000000000000000000000000000", "00", _, _, _, _, _, _, _, not "lo"])
            .Select(static parts => $"{parts[9]} (IPv6)"),
    ];

    private static string Gateway(string hex) =>
        uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address) ? new System.Net.IPAddress(address).ToString() : hex;
}
