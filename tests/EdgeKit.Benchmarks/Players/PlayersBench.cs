using EdgeKit.Benchmarks.Live;
using EdgeKit.Testing.Players;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Players;

/// <summary>
/// How much later the picture is for who watches by the kit than for who watches at the origin: hls.js with low latency HLS and dash.js
/// with low latency DASH in a real browser. In each pair one plays by the kit and one from the origin, at the same time; who begins
/// changes from pair to pair.
/// </summary>
internal static class PlayersBench
{
    private const double MostLaterMs = 50;

    /// <summary>Until players have found their distance to the live edge.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var pairs = arguments.Number("pairs", 5);
        var counted = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        await using var hls = await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyHls, cancellationToken);
        await using var dash = await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyDash, cancellationToken);
        await using var kit = await KitProcess.StartNewAsync(
            new KitSetup
            {
                Items = [],
                Yaml = $"""
                    live:
                      streams:
                        - name: hls
                          origins: ["{hls.Folder}"]
                        - name: dash
                          origins: ["{dash.Folder}"]

                    """,
            },
            cancellationToken);

        Console.WriteLine(FormattableString.Invariant($"{pairs} pairs of each player, {counted.TotalSeconds:0} s each; figures are medians in ms; stalls count the beginning"));
        Console.WriteLine("player  pair   direct     edge    later   later by its own reckoning   stalls direct, edge");
        var results = new List<PairResult>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            foreach (var result in await PlayAsync(kit.Address, hls.Playlist, dash.Playlist, pair % 2 == 0, counted, cancellationToken))
            {
                results.Add(result);
                Console.WriteLine(FormattableString.Invariant(
                    $"{Name(result.Library),-6} {pair,5} {result.Direct.BehindMs,8:0} {result.Edge.BehindMs,8:0} {result.LaterMs,8:0} {result.ReckonedLaterMs,28:0} {result.Direct.Stalls,14}, {result.Edge.Stalls}"));
            }
        }

        var isMet = true;
        foreach (var library in results.GroupBy(static result => result.Library))
        {
            var later = library.Select(static result => result.LaterMs).Order().ToList();
            Console.WriteLine(FormattableString.Invariant($"{Name(library.Key)}: later by {later[0]:0} to {later[^1]:0} ms"));
            isMet &= LiveSetup.Judge($"{Name(library.Key)}, the picture later than from the origin (median of {later.Count} pairs)", Percentile.Median(later), MostLaterMs, "ms");
        }

        return isMet;
    }

    private static async Task<IEnumerable<PairResult>> PlayAsync(Uri kit, Uri hls, Uri dash, bool edgeFirst, TimeSpan counted, CancellationToken cancellationToken)
    {
        Viewer[] direct = [new("hls-direct", PlayerLibrary.Hls, hls), new("dash-direct", PlayerLibrary.Dash, dash)];
        Viewer[] edge = [new("hls-edge", PlayerLibrary.Hls, At(kit, "hls", hls)), new("dash-edge", PlayerLibrary.Dash, At(kit, "dash", dash))];
        await using var run = await PlayerRun.StartAsync(edgeFirst ? [.. edge, .. direct] : [.. direct, .. edge], Settling + counted, cancellationToken);
        var reports = (await run.ReportAsync(cancellationToken)).ToDictionary(static report => report.Name, StringComparer.Ordinal);
        foreach (var report in reports.Values)
        {
            if (report.Errors.FirstOrDefault(static error => error.IsFatal) is { } fatal)
            {
                throw new IOException($"{report.Name} gave up: {fatal.Text}");
            }
        }

        return direct.Zip(edge, (one, other) => new PairResult(
            one.Player, PlayerFigures.Of(reports[one.Name], Settling), PlayerFigures.Of(reports[other.Name], Settling)));
    }

    private static Uri At(Uri kit, string stream, Uri playlist) => new(kit, $"/live/{stream}/{Path.GetFileName(playlist.AbsolutePath)}");

    private static string Name(PlayerLibrary library) => library switch
    {
        PlayerLibrary.Hls => "hls.js",
        PlayerLibrary.Dash => "dash.js",
    };
}
