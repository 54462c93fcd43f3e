using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>How often the origin is asked, and how long viewers wait, when many ask at once for one segment that is new.</summary>
internal static class SurgeSection
{
    private const long Line = 10_000_000;
    private const double MostLate = 50;
    private const double MostFirst = 100;

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var viewers = setup.Viewers > 0 ? setup.Viewers : 200;
        var options = new TestOriginOptions { Flavour = HlsFlavour.Plain, Renditions = [new("v0", LiveSetup.SegmentRate)] };
        var bytes = LiveSetup.SegmentRate * options.SegmentDuration.TotalSeconds / 8;
        var ideal = bytes * 8 / Line * 1000;
        var alone = await SurgeRound.AloneAsync(options, Line, cancellationToken);
        var results = await setup.RunAsync(
            setup.Rounds, options, (origin, rival) => SurgeRound.RunAsync(origin, rival, viewers, Line, cut: null, cancellationToken), cancellationToken);

        Console.WriteLine(FormattableString.Invariant(
            $"\nsurge: {viewers} viewers within 50 ms, one new segment of {bytes / 1048576:0.0} MiB, uplink {Line / 1e6:0} Mbit/s, ideal last byte {ideal:0} ms (one viewer alone at the origin: {alone:0} ms); {setup.Rounds} rounds"));
        Console.WriteLine("             fetches   first byte p50/p99 ms   last byte p50/p99 ms   p99 - ideal   broken   RSS MiB   CPU ms");
        var isMet = true;
        foreach (var (name, rounds) in results)
        {
            var all = rounds.SelectMany(static round => round.Fetches).ToList();
            var fetches = rounds.Average(static round => round.OriginRequests);
            var first = Percentile.Of(all.Select(static fetch => fetch.FirstByteMilliseconds), 0.99);
            var last = Percentile.Of(all.Select(static fetch => fetch.LastByteMilliseconds), 0.99);
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-12} {fetches,7:0.00}   {Percentile.Median(all.Select(static fetch => fetch.FirstByteMilliseconds)),13:0} / {first,-6:0} {Percentile.Median(all.Select(static fetch => fetch.LastByteMilliseconds)),14:0} / {last,-6:0} {last - ideal,12:0}   {all.Count(static fetch => !fetch.IsWhole),6}   {rounds.Max(static round => round.ResidentBytes) / 1048576.0,7:0}   {Percentile.Median(rounds.Select(static round => round.Processor.TotalMilliseconds)),6:0}"));
            if (string.Equals(name, LiveSetup.Own, StringComparison.Ordinal))
            {
                isMet = LiveSetup.Judge("surge: origin fetches of one object", fetches, 1, "");
                isMet &= LiveSetup.Judge("surge: first byte p99", first, MostFirst, "ms");
                isMet &= LiveSetup.Judge("surge: last byte p99 after the ideal", last - ideal, MostLate, "ms");
            }
        }

        return isMet;
    }
}
