using System.Diagnostics.Metrics;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Ladder;

namespace EdgeKit.Streaming.Streams;

/// <summary>What streaming shows to Prometheus of each stream, read from its tally when somebody looks.</summary>
internal static class StreamGauges
{
    public static void Observe(StreamingMetrics metrics, StreamDirectory streams, SegmentCache cache, UplinkMeter uplink)
    {
        var meter = metrics.Meter;
        meter.CreateObservableGauge("edgekit.streaming.memory", () => cache.Lent, "By", "Memory that media takes.");
        meter.CreateObservableGauge("edgekit.streaming.uplink", () => uplink.BytesPerSecond ?? 0, "By/s", "What the uplink carries, as measured or configured.");
        meter.CreateObservableGauge("edgekit.streaming.viewers", () => Each(static stream => stream.Viewers.Count), "{viewer}", "Connections that asked for something lately.");
        meter.CreateObservableGauge(
            "edgekit.streaming.live_edge.age",
            () => Each(static stream => stream.Renditions.Where(static rendition => rendition.IsWatched).Select(static rendition => rendition.LiveEdgeAgeSeconds).DefaultIfEmpty().Max()),
            "s",
            "Since when the rendition that is furthest behind has had nothing new.");
        meter.CreateObservableCounter("edgekit.streaming.requests", Requests, "{request}", "Requests of viewers by how they met the cache.");
        meter.CreateObservableCounter("edgekit.streaming.origin.requests", () => Each(static stream => stream.Origins.Tally.OriginRequests), "{request}", "Requests to origins.");
        meter.CreateObservableCounter("edgekit.streaming.origin.io", () => Each(static stream => stream.Origins.Tally.OriginBytes), "By", "Bytes of bodies from origins.");
        meter.CreateObservableCounter("edgekit.streaming.served.io", () => Each(static stream => stream.Origins.Tally.ServedBytes), "By", "Bytes of bodies to viewers.");
        meter.CreateObservableCounter("edgekit.streaming.resumes", () => Each(static stream => stream.Origins.Tally.Resumes), "{resume}", "Bodies that broke off and were continued.");

        IEnumerable<Measurement<T>> Each<T>(Func<LiveStream, T> figure)
            where T : struct =>
            streams.All.Select(stream => new Measurement<T>(figure(stream), new KeyValuePair<string, object?>("stream", stream.Name)));

        IEnumerable<Measurement<long>> Requests() => streams.All.SelectMany(static stream => new Measurement<long>[]
        {
            Of(stream, stream.Origins.Tally.Hits, "hit"),
            Of(stream, stream.Origins.Tally.CoalescedRequests, "coalesced"),
            Of(stream, stream.Origins.Tally.Misses, "miss"),
            Of(stream, stream.Origins.Tally.PassedRequests, "passed"),
        });
    }

    private static Measurement<long> Of(LiveStream stream, long count, string how) =>
        new(count, new KeyValuePair<string, object?>("stream", stream.Name), new KeyValuePair<string, object?>("cache", how));
}
