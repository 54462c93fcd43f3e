using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>What viewers get when the origin's connection breaks in the middle of a segment.</summary>
internal static class CutSection
{
    private const long Line = 10_000_000;
    private const double MostBytes = 1.1;

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var viewers = setup.Viewers > 0 ? setup.Viewers : 200;
        var options = new TestOriginOptions { Flavour = HlsFlavour.Plain, Renditions = [new("v0", LiveSetup.SegmentRate)] };
        var bytes = (long)(LiveSetup.SegmentRate * options.SegmentDuration.TotalSeconds / 8);
        var results = await setup.RunAsync(
            setup.Rounds, options, (origin, rival) => SurgeRound.RunAsync(origin, rival, viewers, Line, bytes / 2, cancellationToken), cancellationToken);

        Console.WriteLine(FormattableString.Invariant(
            $"\ncut: the same {viewers} viewers, and a TCP reset after half of the segment; {setup.Rounds} rounds"));
        Console.WriteLine("             broken viewers (most)   fetches   origin bytes / object bytes   last byte p99 of the whole ones, ms");
        var isMet = true;
        foreach (var (name, rounds) in results)
        {
            var broken = rounds.Average(static round => round.Fetches.Count(static fetch => !fetch.IsWhole));
            var ratio = rounds.Max(static round => round.OriginBytes) / (double)bytes;
            var whole = rounds.SelectMany(static round => round.Fetches).Where(static fetch => fetch.IsWhole).Select(static fetch => fetch.LastByteMilliseconds);
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-12} {broken,14:0.0} ({rounds.Max(static round => round.Fetches.Count(static fetch => !fetch.IsWhole))}) {rounds.Average(static round => round.OriginRequests),12:0.00}   {ratio,27:0.00}   {Percentile.Of(whole, 0.99),35:0}"));
            if (string.Equals(name, LiveSetup.Own, StringComparison.Ordinal))
            {
                isMet = LiveSetup.Judge("cut: broken viewers", broken, 0, "");
                isMet &= LiveSetup.Judge("cut: origin bytes / object bytes", ratio, MostBytes, "");
            }
        }

        return isMet;
    }
}
