using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKit.Uplink.Transport;

/// <summary>Makes the client of the cloud: bounded, without redirects and cookies, with the configured authority and token.</summary>
internal static class CloudClient
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    public static HttpClient Create(UplinkOptions options, NegotiatedVersion version, CloudSockets sockets, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            ConnectTimeout = ConnectionRace.Longest + TimeSpan.FromSeconds(15),
            ConnectCallback = async (context, cancellationToken) => sockets.Add(await ConnectionRace.ConnectAsync(context.DnsEndPoint, time, cancellationToken)),

            PlaintextStreamFilter = (context, _) =>
            {
                version.Last = context.NegotiatedHttpVersion;
                return ValueTask.FromResult(context.PlaintextStream);
            },

            // The line stays as long as it can: on a second connection the other requests would pay for another handshake.
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            InitialHttp2StreamWindowSize = 1 << 20,
            MaxConnectionsPerServer = options.InFlight + 2,
            MaxResponseHeadersLength = 16,
        };
        if (options.CaFile is { } authority)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = PolicyOf(authority) };
        }

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 16 << 20 };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (options.TokenFile is { } token)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(token).Trim());
        }

        return client;
    }

    private static X509ChainPolicy PolicyOf(string authorityFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return policy;
    }
}
