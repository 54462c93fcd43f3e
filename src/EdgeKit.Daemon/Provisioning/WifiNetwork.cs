namespace EdgeKit.Daemon.Provisioning;

/// <summary>A network that the kit joins; null for the passphrase of one that is open.</summary>
internal sealed record WifiNetwork(string Ssid, string? Passphrase, string Interface)
{
    // The first radio is the access point's.
    public const string UsualInterface = "wlan1";
}
