using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>
/// The files of hostapd, dnsmasq, wpa_supplicant and systemd-networkd. Names and keys of networks stand there as hexadecimal
/// digits, so that nothing a person wrote can become a line of its own.
/// </summary>
internal static class WifiFiles
{
    private const int KeyRounds = 4096;
    private const int KeyBytes = 32;

    public static string Hostapd(string ssid, string passphrase, AccessPoint accessPoint, string? country) => string.Create(CultureInfo.InvariantCulture, $"""
        interface={accessPoint.Interface}
        driver=nl80211
        ssid2={Hex(ssid)}
        utf8_ssid=1
        {(country is null ? "" : $"country_code={country}\nieee80211d=1")}
        hw_mode=g
        channel={accessPoint.Channel}
        ieee80211n=1
        wmm_enabled=1
        auth_algs=1
        wpa=2
        wpa_key_mgmt=WPA-PSK
        rsn_pairwise=CCMP
        wpa_psk={Key(ssid, passphrase)}

        """);

    public static string Dnsmasq(string kit, AccessPoint accessPoint) => $"""
        interface={accessPoint.Interface}
        except-interface=lo
        bind-dynamic
        domain-needed
        bogus-priv
        dhcp-authoritative
        dhcp-range=10.43.0.20,10.43.3.250,255.255.252.0,30m
        dhcp-lease-max=980
        dhcp-leasefile=/run/edgekit-dnsmasq.leases
        address=/{kit}/{AccessPoint.Address}
        address=/{kit}.local/{AccessPoint.Address}

        """;

    public static string Networkd(AccessPoint accessPoint) => $"""
        [Match]
        Name={accessPoint.Interface}

        [Network]
        Address={AccessPoint.Address}/22
        ConfigureWithoutCarrier=yes

        """;

    public static string Supplicant(IEnumerable<WifiNetwork> networks, string? country)
    {
        var text = new StringBuilder(country is null ? "" : $"country={country}\n");
        foreach (var network in networks)
        {
            var key = network.Passphrase is { } passphrase ? $"psk={Key(network.Ssid, passphrase)}" : "key_mgmt=NONE";
            text.Append(CultureInfo.InvariantCulture, $"network={{\n  ssid={Hex(network.Ssid)}\n  scan_ssid=1\n  {key}\n}}\n");
        }

        return text.ToString();
    }

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    [SuppressMessage("Security", "CA5379", Justification = "WPA2 says SHA-1 and 4,096 rounds (IEEE 802.11, annex J.4.1).")]
    private static string Key(string ssid, string passphrase) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(passphrase), Encoding.UTF8.GetBytes(ssid), KeyRounds, HashAlgorithmName.SHA1, KeyBytes));
}
