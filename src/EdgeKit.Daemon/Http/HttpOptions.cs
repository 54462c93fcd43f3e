using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Http;

/// <summary>Section <c>http</c>: where the kit listens and what it answers to.</summary>
internal sealed class HttpOptions
{
    private const string DefaultListen = "http://127.0.0.1:8080";

    private HttpOptions(SettingsSection section)
    {
        Listen = section.Texts("listen", $"an address with a port, such as {DefaultListen}", IsListen) ?? [DefaultListen];
        Hosts = section.Texts("hosts", "a host name, such as kit-17.local", static host => Uri.CheckHostName(host) != UriHostNameType.Unknown) ?? [];
    }

    /// <summary>Addresses of HTTP listeners.</summary>
    public IReadOnlyList<string> Listen { get; }

    /// <summary>Names that the kit answers to besides its id, <c>localhost</c> and addresses.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Whether a listener is open to others than this machine.</summary>
    public bool IsOpenToOthers => Listen.Any(static address => !new Uri(address).IsLoopback);

    public static HttpOptions Read(SettingsSection section) => new(section);

    private static bool IsListen(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed)
        && string.Equals(parsed.Scheme, "http", StringComparison.Ordinal)
        && parsed.AbsolutePath is "/"
        && parsed.UserInfo.Length == 0
        && (parsed.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || string.Equals(parsed.Host, "localhost", StringComparison.Ordinal));
}
