using EdgeKit.Testing.Links;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>A link that is there for three seconds of thirty: what each window brings forward, and what is sent that an unbroken link would not have needed.</summary>
internal static class FlapSection
{
    private const double MostWasted = 0.10;

    private static readonly TimeSpan Up = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(27);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var shape = new LinkShape(arguments.Number("rate", 64_000), TimeSpan.FromMilliseconds(arguments.Number("rtt", 600)) / 2, arguments.Number("queue", 64_000));
        using var queued = await QueuedKit.CreateAsync(arguments.Number("orders", 8_000), arguments, cancellationToken);
        var (records, whole) = await UnbrokenAsync(queued, shape, cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"unbroken: {whole:0.00} IP bytes up a record"));

        await using var link = await ShapedLink.CreateAsync(shape, shape, TimeProvider.System, seed: 1, cancellationToken);
        var (cloud, kit) = await queued.PlaceAsync(link, cancellationToken);
        await using (cloud)
        await using (kit)
        {
            link.SetUp(false);
            using var view = new KitView(link, kit);
            await view.StartAsync(cancellationToken);
            var before = link.Up.Count;
            var (progressed, windows, kept) = (0, 0, 0L);
            while (kept < records)
            {
                await Task.Delay(Down, TimeProvider.System, cancellationToken);
                link.SetUp(true);
                await Task.Delay(Up, TimeProvider.System, cancellationToken);
                link.SetUp(false);

                // What was on its way when the window closed arrives within the round trip.
                await Task.Delay(shape.Delay * 2, TimeProvider.System, cancellationToken);
                var last = kept;
                kept = await FarCloud.KeptAsync(link, cancellationToken);
                windows++;
                Console.WriteLine(FormattableString.Invariant($"window {windows}: {kept - last} records more, {link.Up.Count.Since(before).SentBytes} IP bytes up so far"));
                progressed += kept > last ? 1 : 0;
            }

            var count = link.Up.Count.Since(before);
            var sent = count.SentBytes;
            var wasted = 1 - (kept * whole / sent);
            await kit.StopAsync(cancellationToken);
            Console.WriteLine(FormattableString.Invariant(
                $"progress in {progressed} of {windows} windows; {kept} records with {sent} IP bytes up ({count.PayloadBytes} of TCP payload, {count.SentPackets} packets), {wasted:P1} of them more than an unbroken link needs (target {MostWasted:P0})"));
            return progressed == windows && wasted <= MostWasted;
        }
    }

    private static async Task<(long Records, double Bytes)> UnbrokenAsync(QueuedKit queued, LinkShape shape, CancellationToken cancellationToken)
    {
        await using var link = await ShapedLink.CreateAsync(shape, shape, TimeProvider.System, seed: 1, cancellationToken);
        var (cloud, kit) = await queued.PlaceAsync(link, cancellationToken);
        await using (cloud)
        await using (kit)
        {
            using var view = new KitView(link, kit);
            await view.StartAsync(cancellationToken);
            var drained = await view.DrainedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), static _ => { }, cancellationToken);
            var bytes = link.Up.Count.SentBytes;
            await kit.StopAsync(cancellationToken);
            return (drained.HeadSeq, bytes / (double)drained.HeadSeq);
        }
    }
}
