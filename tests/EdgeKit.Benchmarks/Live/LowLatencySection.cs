using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>Low latency HLS whose playlists say <c>no-cache</c>: what it costs the uplink, and how late parts come.</summary>
internal static class LowLatencySection
{
    private const long Line = 10_000_000;
    private const double MostLate = 30;

    private static TestOriginOptions Options => new() { Renditions = [new("v0", 2_000_000), new("v1", 1_000_000)], Speed = 1 };

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var viewers = setup.Viewers > 0 ? setup.Viewers : 100;
        var duration = TimeSpan.FromSeconds(setup.Arguments.Number("seconds", 16));
        var direct = await Task.WhenAll(DirectAsync(hints: false, duration, cancellationToken), DirectAsync(hints: true, duration, cancellationToken));
        var results = await setup.RunAsync(
            1,
            Options,
            (origin, rival) =>
            {
                origin.BitsPerSecond = Line;
                return LowLatencyRound.RunAsync(origin, rival.Address, rival.PathOf, viewers, duration, () => rival.Cost, hints: null, cancellationToken);
            },
            cancellationToken);

        var (listed, hinted) = (P99(direct[0], wasHinted: false), P99(direct[1], wasHinted: true));
        Console.WriteLine(FormattableString.Invariant(
            $"\nllhls: {viewers} players of 2 renditions (2 and 1 Mbit/s), parts of 500 ms, {duration.TotalSeconds:0} s, uplink {Line / 1e6:0} Mbit/s, playlists no-cache{(setup.ObeysNoCache ? "" : " (nginx and Varnish keep them for a second all the same)")}"));
        Console.WriteLine("             origin fetches per part: playlist   part (most)   part after its publication p50/p99 ms: listed   hinted   p99 - origin's   not whole   CPU ms/s");
        Console.WriteLine(FormattableString.Invariant(
            $"{"no cache, 1+1",-13} {"",34}   {"",13}   {Percentile.Median(Times(direct[0], wasHinted: false)),34:0} / {listed,-6:0} {Percentile.Median(Times(direct[1], wasHinted: true)),3:0} / {hinted,-4:0}"));
        var isMet = true;
        foreach (var (name, rounds) in results)
        {
            var round = rounds[0];
            var late = Math.Max(P99(round, wasHinted: false) - listed, P99(round, wasHinted: true) - hinted);
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-13} {round.PlaylistFetches,33:0.00}   {round.PartFetches,6:0.00} ({round.MostPartFetches})   {Percentile.Median(Times(round, wasHinted: false)),36:0} / {P99(round, wasHinted: false),-6:0} {Percentile.Median(Times(round, wasHinted: true)),3:0} / {P99(round, wasHinted: true),-4:0} {late,14:0}   {round.Deliveries.Count(static delivery => !delivery.IsWhole),9}   {round.Cost.Processor.TotalMilliseconds / duration.TotalSeconds,8:0}"));
            if (string.Equals(name, LiveSetup.Own, StringComparison.Ordinal))
            {
                isMet = LiveSetup.Judge("llhls: playlist fetches of the origin per part and rendition", round.PlaylistFetches, 1.02, "");
                isMet &= LiveSetup.Judge("llhls: fetches of the origin for each part", round.PartFetches, 1, "");
                isMet &= LiveSetup.Judge("llhls: part p99 after the origin's own", late, MostLate, "ms");
                isMet &= LiveSetup.Judge("llhls: bytes written to the card", round.Cost.WrittenBytes, 0, "bytes");
            }
        }

        return isMet;
    }

    /// <summary>One player of each rendition at an origin of its own, on the same kind of line.</summary>
    private static async Task<LowLatencyRound> DirectAsync(bool hints, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var origin = TestOrigin.Start(Options);
        origin.BitsPerSecond = Line;
        return await LowLatencyRound.RunAsync(
            origin,
            new IPEndPoint(IPAddress.Loopback, origin.Port),
            static path => path,
            origin.Options.Renditions.Count,
            duration,
            static () => new RivalCost(TimeSpan.Zero, 0, 0),
            hints,
            cancellationToken);
    }

    private static double P99(LowLatencyRound round, bool wasHinted) => Percentile.Of(Times(round, wasHinted), 0.99);

    private static IEnumerable<double> Times(LowLatencyRound round, bool wasHinted) =>
        round.Deliveries.Where(delivery => delivery.WasHinted == wasHinted).Select(static delivery => delivery.Milliseconds);
}
