using EdgeKit.Contracts.Live;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Ladder;
using EdgeKit.Streaming.Origins;

namespace EdgeKit.Streaming.Streams;

/// <summary>The figures of all streams.</summary>
internal sealed class LiveReport(StreamingOptions options, StreamDirectory streams, SegmentCache cache, UplinkMeter uplink, LiveBudget budget)
{
    /// <summary>The answer of <c>GET /api/v1/live</c>.</summary>
    public LiveView View()
    {
        var views = streams.All.Select(View).ToList();
        return new LiveView(views.Sum(static view => view.Viewers), cache.Lent, options.Memory, views, (long?)(uplink.BytesPerSecond * 8), (long?)budget.BitsPerSecond);
    }

    private LiveStreamView View(LiveStream stream)
    {
        var tally = stream.Origins.Tally;
        var renditions = stream.Renditions.Select(View).ToList();
        var asked = tally.Hits + tally.CoalescedRequests + tally.Misses;
        return new LiveStreamView(
            stream.Name,
            stream.Viewers.Count,
            tally.Hits,
            tally.CoalescedRequests,
            tally.Misses,
            tally.PassedRequests,
            tally.OriginRequests,
            tally.OriginBytes,
            tally.ServedBytes,
            tally.Resumes,
            [.. stream.Origins.All.Select(origin => View(origin, stream.Origins.Serving))],
            renditions,
            asked == 0 ? null : Math.Round((double)(asked - tally.Misses) / asked, 4),
            renditions.Where(static rendition => rendition.IsWatched).Select(static rendition => (double?)rendition.LiveEdgeAgeSeconds).Max(),
            options.Streams.Single(one => string.Equals(one.Name, stream.Name, StringComparison.Ordinal)).Playlist is { } playlist ? stream.Address(playlist) : null);
    }

    private static LiveOriginView View(Origin origin, Origin serving) => new(origin.Address, origin == serving && !origin.IsDown, !origin.IsDown, origin.IsDown ? origin.LastError : null);

    private static LiveRenditionView View(RenditionPlaylist rendition)
    {
        var newest = rendition.Newest.Playlist;
        return new LiveRenditionView(rendition.Path, rendition.IsWatched, newest.LastMsn, newest.PartsOfNext, Math.Round(rendition.LiveEdgeAgeSeconds, 3));
    }
}
