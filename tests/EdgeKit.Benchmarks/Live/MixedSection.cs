using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>What the uplink carries when some players take parts and some take segments of the same stream, and what is written to the card meanwhile.</summary>
internal static class MixedSection
{
    private const long Line = 20_000_000;
    private const double MostBytes = 1.05;

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(LiveSetup setup, CancellationToken cancellationToken)
    {
        var viewers = setup.Viewers > 0 ? setup.Viewers : 40;
        var duration = TimeSpan.FromSeconds(setup.Arguments.Number("seconds", 16));
        var results = await setup.RunAsync(
            1,
            new TestOriginOptions { Speed = 1 },
            (origin, rival) =>
            {
                origin.BitsPerSecond = Line;
                return MixedRound.RunAsync(origin, rival, viewers, duration, cancellationToken);
            },
            cancellationToken);

        Console.WriteLine(FormattableString.Invariant(
            $"\nmixed: {viewers} players of one rendition of 4 Mbit/s, half of them of segments and half of parts, {duration.TotalSeconds:0} s, uplink {Line / 1e6:0} Mbit/s"));
        Console.WriteLine("             uplink bytes / unique media bytes   media alone   not whole (of)   RSS MiB   CPU ms/s   bytes written to a disk");
        var isMet = true;
        foreach (var (name, rounds) in results)
        {
            var round = rounds[0];
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-12} {round.Ratio,33:0.000}   {round.MediaRatio,11:0.000}   {round.Broken,6} ({round.Deliveries})   {round.Cost.ResidentBytes / 1048576.0,7:0}   {round.Cost.Processor.TotalMilliseconds / duration.TotalSeconds,8:0}   {round.Cost.WrittenBytes,23}"));
            if (string.Equals(name, LiveSetup.Own, StringComparison.Ordinal))
            {
                isMet = LiveSetup.Judge("mixed: uplink bytes / unique media bytes", round.Ratio, MostBytes, "");
                isMet &= LiveSetup.Judge("mixed: parts and segments that were not whole", round.Broken, 0, "");
                isMet &= LiveSetup.Judge("card: bytes written in the mixed run", round.Cost.WrittenBytes, 0, "bytes");
            }
        }

        return isMet;
    }
}
