using System.Diagnostics.CodeAnalysis;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Ladder;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy;

namespace EdgeKit.Streaming.Streams;

/// <summary>The configured streams. Each reaches its origins through the client of its YARP cluster, which carries its name.</summary>
internal sealed class StreamDirectory
{
    private readonly Dictionary<string, LiveStream> _streams;

    public StreamDirectory(
        StreamingOptions options, IServiceProvider services, SegmentCache cache, OngoingWork work, UplinkMeter uplink, LiveBudget budget, TimeProvider time, ILogger<StreamDirectory> logger) =>
        _streams = options.Streams.ToDictionary(
            static stream => stream.Name,
            stream => new LiveStream(stream, options, () => Client(services, stream.Name), cache, work, uplink, budget, time, logger),
            StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IEnumerable<LiveStream> All => _streams.Values;

    /// <summary>The stream of that name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out LiveStream? stream) => _streams.TryGetValue(name, out stream);

    private static HttpMessageInvoker Client(IServiceProvider services, string cluster) =>
        services.GetService(typeof(IProxyStateLookup)) is IProxyStateLookup proxy && proxy.TryGetCluster(cluster, out var state)
            ? state.Model.HttpClient
            : throw new InvalidOperationException($"The stream {cluster} has no cluster.");
}
