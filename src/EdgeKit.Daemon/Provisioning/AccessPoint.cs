namespace EdgeKit.Daemon.Provisioning;

/// <summary>The kit's own Wi-Fi. Without a name or a passphrase it has made ones.</summary>
internal sealed record AccessPoint(string? Ssid, string? Passphrase, int Channel, string Interface)
{
    public const string UsualInterface = "wlan0";
    public const int UsualChannel = 6;

    /// <summary>The kit in its own network. A /22 holds a market's phones.</summary>
    public const string Address = "10.43.0.1";

    public static AccessPoint OfSetup { get; } = new(null, null, UsualChannel, UsualInterface);
}
