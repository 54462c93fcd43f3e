using System.Globalization;
using System.Net;
using EdgeKit.Testing.Streams;

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

    /// <summary>Runs it over TLS: nginx, and an address of the edge that the caller has made.</summary>
    public static async Task<bool> RunTlsAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var (viewers, duration) = Load(setup);
        var results = await (setup with { Rivals = [Yardstick] }).RunAsync(
            setup.Rounds,
            Options,
            (origin, rival) => WarmRound.RunAsync(
                ((NginxRival)rival).TlsAddress, overTls: true, Paths(origin, rival), viewers, duration, () => rival.Cost, cancellationToken),
            cancellationToken);
        if (setup.Arguments.Text("edge-https") is { } edge && setup.Arguments.Number("edge-pid", 0) is > 0 and var process)
        {
            var address = new Uri(edge);
            var server = new IPEndPoint((await Dns.GetHostAddressesAsync(address.Host, cancellationToken))[0], address.Port);
            results[LiveSetup.Own] = [];
            for (var round = 0; round < setup.Rounds; round++)
            {
                results[LiveSetup.Own].Add(await WarmRound.RunAsync(
                    server, overTls: true, [address.PathAndQuery], viewers, duration, () => RivalCost.Of(process), cancellationToken));
            }
        }
        else if (setup.Rivals.Contains(LiveSetup.Own, StringComparer.Ordinal))
        {
            Console.WriteLine("\nwarm, HTTPS: edgekit is left out; name a segment of it and its process: --edge-https URL --edge-pid PID");
        }

        Print("HTTPS", results, viewers, duration);
        return Judge("warm, HTTPS: CPU per GiB / nginx's", results, MostTls);
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
