using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live;

/// <summary>Low latency players at one cache, or at the origin itself.</summary>
/// <param name="Deliveries">The parts of the window, as they came.</param>
/// <param name="PlaylistFetches">Requests for playlists at the origin, for each part and rendition.</param>
/// <param name="PartFetches">Requests for a part at the origin, on average.</param>
/// <param name="MostPartFetches">The same for the part that was asked for most.</param>
/// <param name="Cost">What the cache used.</param>
internal sealed record LowLatencyRound(IReadOnlyList<Delivery> Deliveries, double PlaylistFetches, double PartFetches, int MostPartFetches, RivalCost Cost)
{
    /// <summary>Segments from the last player's joining to the first that counts.</summary>
    private const int Settling = 2;

    /// <summary>Runs one.</summary>
    /// <param name="origin">The origin, which publishes by its clock.</param>
    /// <param name="server">Whom the players ask.</param>
    /// <param name="pathOf">Where that has what the origin has at a path.</param>
    /// <param name="viewers">How many players, by turns of each rendition and of those that take hints and those that do not.</param>
    /// <param name="duration">How much media counts.</param>
    /// <param name="cost">What the cache has used so far.</param>
    /// <param name="hints">Whether all players take hints, or none does; null for both kinds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<LowLatencyRound> RunAsync(
        TestOrigin origin,
        IPEndPoint server,
        Func<string, string> pathOf,
        int viewers,
        TimeSpan duration,
        Func<RivalCost> cost,
        bool? hints,
        CancellationToken cancellationToken)
    {
        var deliveries = new ConcurrentQueue<Delivery>();
        var expected = new ExpectedMedia(origin);
        var renditions = origin.Options.Renditions;
        var first = new LivePosition(origin.Timeline.Next.Msn + Settling, 0);
        var end = new LivePosition(first.Msn + (long)Math.Ceiling(duration / origin.Options.SegmentDuration), 0);
        var playing = Enumerable.Range(0, viewers).Select(index => new LowLatencyPlayer(
            origin, server, pathOf, renditions[index % renditions.Count].Name, hints ?? (index / renditions.Count % 2 == 0), expected, deliveries)
            .PlayAsync(end, cancellationToken)).ToList();
        await origin.Timeline.WaitAsync(first, cancellationToken);
        var before = cost();
        await Task.WhenAll(playing);
        var used = cost().Since(before);

        var (from, until) = (origin.Timeline.PublishedAt(first), origin.Timeline.PublishedAt(end with { Msn = end.Msn - 1, Part = origin.Options.PartsPerSegment - 1 }));
        var requests = origin.Requests;
        var parts = (int)(end.Msn - first.Msn) * origin.Options.PartsPerSegment * renditions.Count;
        var playlists = requests.Count(request => request.Path.EndsWith("/live.m3u8", StringComparison.Ordinal) && request.ReceivedAt > from && request.ReceivedAt <= until);
        var byPart = requests
            .Where(request => request.Path.Count(static letter => letter == '.') == 2 && MsnOf(request.Path) >= first.Msn && MsnOf(request.Path) < end.Msn)
            .CountBy(static request => request.Path)
            .Select(static pair => pair.Value)
            .ToList();

        // The instants at the window's ends bound one part less than are in it.
        return new LowLatencyRound(
            [.. deliveries.Where(delivery => delivery.Position >= first && delivery.Position < end)],
            playlists / (double)(parts - renditions.Count),
            byPart.Sum() / (double)parts,
            byPart.DefaultIfEmpty().Max(),
            used);
    }

    /// <summary>The segment's number in <c>/hls/NAME/MSN.PART.m4s</c>.</summary>
    public static long MsnOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return long.TryParse(name[..name.IndexOf('.', StringComparison.Ordinal)], NumberStyles.None, CultureInfo.InvariantCulture, out var msn) ? msn : -1;
    }
}
