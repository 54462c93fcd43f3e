using System.Net;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Market.Keys;

namespace EdgeKit.Market;

/// <summary>Section <c>market</c>: the other kits of the same operator, with which selling rights are shared. Without it there are none.</summary>
public sealed class MarketOptions
{
    private const string Expected = "1 to 63 letters, digits and hyphens, such as night-market";

    private static readonly string[] Keys = ["id", "keyFile", "listen", "peers", "discovery", "interface", "keep"];

    private MarketOptions(SettingsSection section)
    {
        var isThere = Keys.Any(section.Has);
        Id = section.Text("id", 63, Expected, IsId);
        KeyFile = section.Text("keyFile", 4096, "the path of the file that 'edgekit market key' wrote", File.Exists) ?? Credential.Find("market-key");
        Listen = IPEndPoint.Parse(section.Text("listen", 64, "an IP address with a port, such as 0.0.0.0:8484", IsListen) ?? "0.0.0.0:8484");
        Peers = [.. (section.Texts("peers", "a host with a port, such as 192.168.1.18:8484", static peer => PeerAddress(peer) is not null) ?? []).Select(static peer => PeerAddress(peer)!)];
        Discovery = section.Choice("discovery", "on", "on", "off") is "on";
        Interface = section.Text("interface", 64, "the name or the IPv4 address of a network interface, such as wlan0");
        Keep = section.Amount("keep", 20, "%", 0, 100) / 100;
        if (isThere && !section.Has("id"))
        {
            section.Refuse("id", $"is missing; expected {Expected}");
        }

        Key = Id is null ? null : ReadKey(section);
    }

    /// <summary>The market's name, the same at all its kits; null for no market.</summary>
    public string? Id { get; }

    /// <summary>Where the market's key is; without the setting, the credential <c>market-key</c> that systemd gives the service (systemd.exec(5), LoadCredential).</summary>
    public string? KeyFile { get; }

    /// <summary>Where the other kits are answered, and nobody else (0.0.0.0:8484).</summary>
    public IPEndPoint Listen { get; }

    /// <summary>The same as an address; empty without a market.</summary>
    public IReadOnlyList<string> Urls => IsOn ? [$"http://{Listen}"] : [];

    /// <summary>Kits to call besides those that are heard, for networks that carry no multicast.</summary>
    public IReadOnlyList<Uri> Peers { get; }

    /// <summary>Whether the kit calls to its network and listens for others.</summary>
    public bool Discovery { get; }

    /// <summary>The interface to call on; null for all that carry multicast.</summary>
    public string? Interface { get; }

    /// <summary>The share of what could be spared that is not offered (0 to 1; 0.2).</summary>
    public double Keep { get; }

    /// <summary>Whether the kit is in a market.</summary>
    public bool IsOn => Key is not null;

    /// <summary>Tells key and market from others, for people to compare; null without a market.</summary>
    public string? Fingerprint => Key is null ? null : Seals().Fingerprint;

    internal MarketKey? Key { get; }

    /// <summary>Reads the section.</summary>
    public static MarketOptions Read(SettingsSection section) => new(section);

    internal MarketSeals Seals() => new(Key!, Id!);

    private static bool IsId(string id) => id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static bool IsListen(string text) => IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port > 0;

    private static Uri? PeerAddress(string text) =>
        Uri.TryCreate($"http://{text}", UriKind.Absolute, out var address)
        && address is { AbsolutePath: "/", UserInfo: "", Query: "", Fragment: "", Port: > 0 }
        && text.EndsWith($":{address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}", StringComparison.Ordinal)
            ? address
            : null;

    private MarketKey? ReadKey(SettingsSection section)
    {
        if (KeyFile is null)
        {
            if (!section.Has("keyFile"))
            {
                section.Refuse("keyFile", "is missing; make one for all kits of the market with 'edgekit market key FILE'");
            }

            return null;
        }

        try
        {
            var key = MarketKey.Read(KeyFile);
            if (key is null)
            {
                section.Refuse("keyFile", $"{KeyFile} holds no key; expected {MarketKey.Expected}");
            }

            return key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            section.Refuse("keyFile", $"{KeyFile} cannot be read: {exception.Message}");
            return null;
        }
    }
}
