using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Access;
using EdgeKit.Kernel.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeKit.Daemon.Http;

/// <summary>Section <c>http</c>: where the kit listens and what it answers to.</summary>
internal sealed class HttpOptions
{
    private const string DefaultListen = "http://127.0.0.1:8080";

    private HttpOptions(SettingsSection section)
    {
        Listen = section.Texts("listen", $"an address with a port, such as {DefaultListen}", IsListen) ?? [DefaultListen];
        Certificate = section.Text("certificate", 4096, "the path of a PEM file", File.Exists);
        Key = section.Text("key", 4096, "the path of the PEM file with the certificate's key", File.Exists);
        if (Certificate is null != Key is null)
        {
            section.Refuse("certificate", "http.certificate and http.key belong together; without both the kit shows a certificate of its own");
        }

        Hosts = section.Texts("hosts", "a host name, such as kit-17.local", static host => Uri.CheckHostName(host) != UriHostNameType.Unknown) ?? [];
    }

    /// <summary>Addresses of HTTP and HTTPS listeners.</summary>
    public IReadOnlyList<string> Listen { get; }

    /// <summary>The certificate of HTTPS listeners, with what stands between it and its authority; null for the kit's own.</summary>
    public string? Certificate { get; }

    /// <summary>The certificate's key.</summary>
    public string? Key { get; }

    /// <summary>Names that the kit answers to besides its id, <c>localhost</c> and addresses.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>The ports of the listeners.</summary>
    public IEnumerable<int> Ports => Listen.Select(static address => new Uri(address).Port);

    /// <summary>Whether a listener is open to others than this machine.</summary>
    public bool IsOpenToOthers => Listen.Any(static address => !new Uri(address).IsLoopback);

    /// <summary>Reads the section.</summary>
    public static HttpOptions Read(SettingsSection section) => new(section);

    /// <summary>Gives HTTPS listeners their certificate: the configured one, or the kit's own.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The server uses it as long as the process lives.")]
    public void Secure(KestrelServerOptions options)
    {
        if (Certificate is not null && Key is not null)
        {
            var certificate = X509Certificate2.CreateFromPemFile(Certificate, Key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(Certificate);
            options.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain));
        }
        else if (Listen.Any(IsHttps))
        {
            options.ConfigureHttpsDefaults(https => https.UseKitCertificate(options.ApplicationServices));
        }
    }

    private static bool IsHttps(string address) => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static bool IsListen(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https"
        && parsed.AbsolutePath is "/"
        && parsed.UserInfo.Length == 0
        && (parsed.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || string.Equals(parsed.Host, "localhost", StringComparison.Ordinal));
}
