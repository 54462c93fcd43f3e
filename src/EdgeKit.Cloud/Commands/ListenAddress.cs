using System.Net;

namespace EdgeKit.Cloud.Commands;

/// <summary>One address to listen on.</summary>
/// <param name="Host">As it was given.</param>
/// <param name="EndPoint">Where.</param>
/// <param name="Tls">Whether it speaks TLS.</param>
internal sealed record ListenAddress(string Host, IPEndPoint EndPoint, bool Tls)
{
    /// <summary>Only this machine reaches it.</summary>
    public bool Loopback => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>Reads a URL such as <c>https://0.0.0.0:9443</c>.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static ListenAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/")
        {
            throw new UsageException($"'{text}' is no address to listen on: use http://127.0.0.1:9090 or https://0.0.0.0:9443.");
        }

        // DNS is not asked: what is listened on must not depend on who answers.
        var host = url.Host.Trim('[', ']');
        var address = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(host, out var parsed) ? parsed
            : throw new UsageException($"'{url.Host}' is no address to listen on: give an IP address, or localhost.");
        return new ListenAddress(url.Host, new IPEndPoint(address, url.Port), url.Scheme == "https");
    }
}
