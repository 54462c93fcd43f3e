using System.Collections.Concurrent;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live;

/// <summary>Players of whole segments and of parts watch the same rendition.</summary>
/// <param name="MediaRatio">Bytes of media that the origin sent, to bytes of media that there were.</param>
/// <param name="Ratio">The same with the playlists that the origin sent.</param>
/// <param name="Broken">Parts and segments that were not whole.</param>
/// <param name="Deliveries">All of the window.</param>
/// <param name="Cost">What the cache used.</param>
internal sealed record MixedRound(double MediaRatio, double Ratio, int Broken, int Deliveries, RivalCost Cost)
{
    private const int Settling = 2;

    /// <summary>Runs one.</summary>
    public static async Task<MixedRound> RunAsync(
        TestOrigin origin, LiveRival rival, int viewers, TimeSpan duration, CancellationToken cancellationToken)
    {
        var deliveries = new ConcurrentQueue<Delivery>();
        var expected = new ExpectedMedia(origin);
        var before = rival.Cost;
        var first = origin.Timeline.Next.Msn + Settling;
        var end = first + (long)Math.Ceiling(duration / origin.Options.SegmentDuration);
        await Task.WhenAll(Enumerable.Range(0, viewers).Select(index => index % 2 == 0
            ? new PlainPlayer(origin, rival.Address, rival.PathOf, "v0", expected, deliveries).PlayAsync(end, cancellationToken)
            : new LowLatencyPlayer(origin, rival.Address, rival.PathOf, "v0", takesHints: index % 4 == 1, expected, deliveries)
                .PlayAsync(new LivePosition(end, 0), cancellationToken)));
        var used = rival.Cost.Since(before);

        var last = origin.Options.PartsPerSegment - 1;
        var (from, until) = (origin.Timeline.PublishedAt(new LivePosition(first - 1, last)), origin.Timeline.PublishedAt(new LivePosition(end - 1, last)));
        var requests = origin.Requests;
        var media = requests.Where(request => LowLatencyRound.MsnOf(request.Path) is var msn && msn >= first && msn < end).Sum(static request => request.BodyBytes);
        var playlists = requests
            .Where(request => request.Path.EndsWith("/live.m3u8", StringComparison.Ordinal) && request.ReceivedAt > from && request.ReceivedAt <= until)
            .Sum(static request => request.BodyBytes);
        double unique = Enumerable.Range(0, (int)(end - first)).Sum(index => (long)expected.Of(FormattableString.Invariant($"/hls/v0/{first + index}.m4s")).Length);
        var counted = deliveries.Where(delivery => delivery.Position.Msn >= first && delivery.Position.Msn < end).ToList();
        return new MixedRound(media / unique, (media + playlists) / unique, counted.Count(static delivery => !delivery.IsWhole), counted.Count, used);
    }
}
