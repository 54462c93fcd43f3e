using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Viewers;

/// <summary>
/// Plays as a low latency player does: it reloads the playlist with a request that waits for the next part, and fetches each part,
/// either when the playlist names it or, as Apple's players do, when it is hinted at.
/// </summary>
/// <param name="origin">Knows when a part was published.</param>
/// <param name="server">Whom it asks.</param>
/// <param name="pathOf">Where that has what the origin has at a path.</param>
/// <param name="rendition">What it plays.</param>
/// <param name="takesHints">Whether it asks for parts before they are there.</param>
/// <param name="expected">What must come.</param>
/// <param name="deliveries">Where it notes what came.</param>
public sealed partial class LowLatencyPlayer(
    TestOrigin origin, IPEndPoint server, Func<string, string> pathOf, string rendition, bool takesHints, ExpectedMedia expected, ConcurrentQueue<Delivery> deliveries)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    /// <summary>Plays until the part before <paramref name="end"/> has come.</summary>
    [SuppressMessage("Reliability", "CA2025", Justification = "Only cancelling leaves the request behind, and that ends it too.")]
    public async Task PlayAsync(LivePosition end, CancellationToken cancellationToken)
    {
        using var playlists = new LiveViewer(server);
        using var media = new LiveViewer(server);
        var next = HintOf(await ReloadAsync(playlists, "", cancellationToken));
        while (next < end)
        {
            var hinted = takesHints ? FetchAsync(media, next, wasHinted: true, cancellationToken) : Task.CompletedTask;
            var playlist = await ReloadAsync(
                playlists, string.Create(CultureInfo.InvariantCulture, $"?_HLS_msn={next.Msn}&_HLS_part={next.Part}"), cancellationToken);
            await hinted;
            var hint = HintOf(playlist);
            foreach (var part in PartsOf(playlist).Where(part => part >= next && part < hint && !(takesHints && part == next)))
            {
                await FetchAsync(media, part, wasHinted: false, cancellationToken);
            }

            next = hint > next ? hint : next;
        }
    }

    private static LivePosition HintOf(string playlist) => PositionOf(Hint().Match(playlist));

    private static IEnumerable<LivePosition> PartsOf(string playlist) => Part().Matches(playlist).Select(PositionOf);

    private static LivePosition PositionOf(Match match) => new(
        long.Parse(match.Groups["msn"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups["part"].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex("#EXT-X-PART:.*URI=\"(?<msn>[0-9]+)[.](?<part>[0-9]+)[.]m4s\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Part();

    [GeneratedRegex("#EXT-X-PRELOAD-HINT:.*URI=\"(?<msn>[0-9]+)[.](?<part>[0-9]+)[.]m4s\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Hint();

    /// <summary>A player does not end because one answer was bad.</summary>
    private async Task<string> ReloadAsync(LiveViewer viewer, string query, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await viewer.GetTextAsync(pathOf($"/hls/{rendition}/live.m3u8") + query, cancellationToken);
            }
            catch (IOException)
            {
                await Task.Delay(Retry, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task FetchAsync(LiveViewer viewer, LivePosition part, bool wasHinted, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/hls/{rendition}/{part.Msn}.{part.Part}.m4s");
        var fetch = await viewer.GetAsync(pathOf(path), expected.Of(path), cancellationToken);
        await origin.Timeline.WaitAsync(part, cancellationToken);
        var late = TimeProvider.System.GetElapsedTime(origin.Timeline.PublishedAt(part), fetch.EndedAt).TotalMilliseconds;
        deliveries.Enqueue(new Delivery(rendition, part, IsSegment: false, wasHinted, fetch.IsWhole ? late : double.PositiveInfinity, fetch.Status, fetch.IsWhole));
    }
}
