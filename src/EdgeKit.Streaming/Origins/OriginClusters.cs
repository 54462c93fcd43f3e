using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace EdgeKit.Streaming.Origins;

/// <summary>The streams as YARP knows them: a cluster each, whose destinations are its origins in order of preference.</summary>
internal static class OriginClusters
{
    public static IReadOnlyList<RouteConfig> Routes(StreamingOptions options) =>
    [
        .. options.Streams.Select(static stream => new RouteConfig
        {
            RouteId = stream.Name,
            ClusterId = stream.Name,
            Match = new RouteMatch { Path = $"/live/{stream.Name}/{{**rest}}" },
            Transforms =
            [
                Transform("PathRemovePrefix", $"/live/{stream.Name}"),

                // What the kit knows of its viewers is none of the origin's business.
                Transform("RequestHeaderRemove", "Cookie"),
                Transform("RequestHeaderRemove", "Authorization"),
                Transform("X-Forwarded", "Remove"),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["ResponseHeader"] = "Access-Control-Allow-Origin", ["Set"] = "*", ["When"] = "Always" },
            ],
        }),
    ];

    public static IReadOnlyList<ClusterConfig> Clusters(StreamingOptions options) =>
    [
        .. options.Streams.Select(static stream => new ClusterConfig
        {
            ClusterId = stream.Name,
            LoadBalancingPolicy = LoadBalancingPolicies.FirstAlphabetical,
            Destinations = stream.Origins
                .Select(static (origin, index) => (origin, index))
                .ToDictionary(static place => $"origin-{place.index}", static place => new DestinationConfig { Address = place.origin.AbsoluteUri }, StringComparer.Ordinal),
        }),
    ];

    /// <summary>How origins are talked to: no cookies, no redirects followed unseen, no proxy, no answer that has no end to its head.</summary>
    public static void Configure(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.UseProxy = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ConnectTimeout = TimeSpan.FromSeconds(3);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        handler.MaxConnectionsPerServer = 32;
        handler.MaxResponseHeadersLength = 32;
        handler.EnableMultipleHttp2Connections = true;

        // A segment of some seconds fits, however long the round trip.
        handler.InitialHttp2StreamWindowSize = 4 << 20;
    }

    private static Dictionary<string, string> Transform(string kind, string value) => new(StringComparer.Ordinal) { [kind] = value };
}
