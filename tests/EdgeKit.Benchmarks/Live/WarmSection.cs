using System.Globalization;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live;

/// <summary>What a byte from the cache costs.</summary>
internal static class WarmSection
{
    private const string Yardstick = "nginx";
    private const double MostPlain = 1.0;
    private const double MostTls = 1.2;
    private const int Segments = 8;

    /// <summary>Runs it over HTTP.</summary>
    public static async Task<bool> RunAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var (viewers, duration) = Load(setup);
        var results = await setup.RunAsync(
            setup.Rounds,
            Options,
            async (origin, rival) =>
            {
                await FollowAsync(rival, cancellationToken);
                return await WarmRound.RunAsync(rival.Address, overTls: false, Paths(origin, rival), viewers, duration, () => rival.Cost, cancellationToken);
            },
            cancellationToken);
        Print("HTTP", results, viewers, duration);
        return Judge("warm, HTTP: CPU per GiB / nginx's", results, MostPlain);
    }

    /// <summary>Runs it over TLS, with those that speak it: HTTP/1.1, which is judged, and HTTP/2.</summary>
    public static async Task<bool> RunTlsAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var (viewers, duration) = Load(setup);
        var secure = setup with { Rivals = [.. setup.Rivals.Except(LiveRival.Plain, StringComparer.Ordinal)] };
        var rounds = await secure.RunAsync(
            setup.Rounds,
            Options,
            async (origin, rival) =>
            {
                await FollowAsync(rival, cancellationToken);
                var paths = Paths(origin, rival);
                return (
                    One: await WarmRound.RunAsync(rival.TlsAddress!, overTls: true, paths, viewers, duration, () => rival.Cost, cancellationToken),
                    Two: await Http2Load.RunAsync(rival.TlsAddress!, paths, viewers, duration, () => rival.Cost, cancellationToken));
            },
            cancellationToken);
        var first = rounds.ToDictionary(static pair => pair.Key, static pair => pair.Value.ConvertAll(static round => round.One), StringComparer.Ordinal);
        Print("HTTPS, HTTP/1.1", first, viewers, duration);
        Print("HTTPS, HTTP/2 (h2load)", rounds.ToDictionary(static pair => pair.Key, static pair => pair.Value.ConvertAll(static round => round.Two), StringComparer.Ordinal), viewers, duration);
        return Judge("warm, HTTPS: CPU per GiB / nginx's", first, MostTls);
    }

    private static TestOriginOptions Options => new() { Flavour = HlsFlavour.Plain, Renditions = [new("v0", LiveSetup.SegmentRate)] };

    private static (int Viewers, TimeSpan Duration) Load(LiveSetup setup) =>
        (setup.Arguments.Number("connections", 32), TimeSpan.FromSeconds(setup.Arguments.Number("warm-seconds", 4)));

    /// <summary>The playlist names what is fetched then.</summary>
    private static async Task FollowAsync(LiveRival rival, CancellationToken cancellationToken)
    {
        using var viewer = new LiveViewer(rival.Address);
        await viewer.GetTextAsync(rival.PathOf("/hls/v0/live.m3u8"), cancellationToken);
    }

    private static string[] Paths(TestOrigin origin, LiveRival rival) =>
        [.. Enumerable.Range(1, Segments).Select(back => rival.PathOf(string.Create(CultureInfo.InvariantCulture, $"/hls/v0/{origin.Timeline.Next.Msn - back}.m4s")))];

    private static void Print(string protocol, Dictionary<string, List<WarmRound>> results, int viewers, TimeSpan duration)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"\nwarm, {protocol}: {viewers} keep-alive connections, {Segments} segments of 1.5 MiB by turns, {duration.TotalSeconds:0} s each; medians of {results.Values.First().Count} rounds"));
        Console.WriteLine("             CPU s/GiB (min..max)   / nginx (min..max)    GiB/s   broken   viewers' CPU s/GiB");
        foreach (var (name, rounds) in results)
        {
            var ratios = Ratios(results, name);
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-12} {Percentile.Median(rounds.Select(static round => round.SecondsPerGiB)),6:0.000} ({rounds.Min(static round => round.SecondsPerGiB):0.000}..{rounds.Max(static round => round.SecondsPerGiB):0.000})   {Percentile.Median(ratios),6:0.00} ({ratios.DefaultIfEmpty(double.NaN).Min():0.00}..{ratios.DefaultIfEmpty(double.NaN).Max():0.00})   {Percentile.Median(rounds.Select(static round => round.Rate)),7:0.00}   {rounds.Sum(static round => round.Broken),6}   {Percentile.Median(rounds.Select(static round => round.OwnProcessor.TotalSeconds / round.Bytes * (1L << 30))),18:0.000}"));
        }
    }

    private static List<double> Ratios(Dictionary<string, List<WarmRound>> results, string name) =>
        results.TryGetValue(Yardstick, out var yardstick)
            ? [.. results[name].Zip(yardstick, static (one, other) => one.SecondsPerGiB / other.SecondsPerGiB)]
            : [];

    private static bool Judge(string what, Dictionary<string, List<WarmRound>> results, double most) =>
        !results.ContainsKey(LiveSetup.Own) || Ratios(results, LiveSetup.Own) is not { Count: > 0 } ratios
        || LiveSetup.Judge(what, Percentile.Median(ratios), most, "");
}
