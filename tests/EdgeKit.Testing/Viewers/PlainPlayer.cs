using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Viewers;

/// <summary>Plays whole segments as a player without low latency does: it reloads the playlist each half target duration until there is a new one.</summary>
/// <param name="origin">Knows when a segment was published.</param>
/// <param name="server">Whom it asks.</param>
/// <param name="pathOf">Where that has what the origin has at a path.</param>
/// <param name="rendition">What it plays.</param>
/// <param name="expected">What must come.</param>
/// <param name="deliveries">Where it notes what came.</param>
public sealed partial class PlainPlayer(
    TestOrigin origin, IPEndPoint server, Func<string, string> pathOf, string rendition, ExpectedMedia expected, ConcurrentQueue<Delivery> deliveries)
{
    /// <summary>Plays until the segment before <paramref name="end"/> has come.</summary>
    public async Task PlayAsync(long end, CancellationToken cancellationToken)
    {
        using var viewer = new LiveViewer(server);
        var next = 0L;
        while (next < end)
        {
            var reloadedAt = TimeProvider.System.GetTimestamp();
            foreach (var msn in await SegmentsAsync(viewer, cancellationToken) is { Count: > 0 } listed ? listed.Where(msn => msn >= (next == 0 ? listed[^1] : next)) : [])
            {
                await FetchAsync(viewer, msn, cancellationToken);
                next = msn + 1;
            }

            var wait = (origin.Options.SegmentDuration / 2 / origin.Options.Pace) - TimeProvider.System.GetElapsedTime(reloadedAt);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System, cancellationToken);
        }
    }

    [GeneratedRegex("^(?<msn>[0-9]+)[.]m4s", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Segment();

    private async Task<List<long>> SegmentsAsync(LiveViewer viewer, CancellationToken cancellationToken)
    {
        try
        {
            var playlist = await viewer.GetTextAsync(pathOf($"/hls/{rendition}/live.m3u8"), cancellationToken);
            return [.. Segment().Matches(playlist).Select(static match => long.Parse(match.Groups["msn"].ValueSpan, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // It looks again, as a player does.
            return [];
        }
    }

    private async Task FetchAsync(LiveViewer viewer, long msn, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/hls/{rendition}/{msn}.m4s");
        var last = new LivePosition(msn, origin.Timeline.PartsOf(msn) - 1);
        var fetch = await viewer.GetAsync(pathOf(path), expected.Of(path), cancellationToken);
        var late = TimeProvider.System.GetElapsedTime(origin.Timeline.PublishedAt(last), fetch.EndedAt).TotalMilliseconds;
        deliveries.Enqueue(new Delivery(rendition, last, IsSegment: true, WasHinted: false, late, fetch.Status, fetch.IsWhole));
    }
}
