using EdgeKit.Benchmarks.Links;
using EdgeKit.Testing.Links;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>How a queue of orders drains over a thin, slow link, beside one bulk TCP transfer of as many bytes over the same link.</summary>
internal static class DrainBench
{
    private const double LeastRatio = 0.95;
    private const double LeastRatioWithLoss = 0.90;
    private const double MostBytes = 24;

    // Which packets are lost decides a tenth of a round, there and in the bulk transfer.
    private const int RoundsWithLoss = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken) => arguments.Text("only") switch
    {
        "alone" => await AloneSection.RunAsync(arguments, cancellationToken),
        "flap" => await FlapSection.RunAsync(arguments, cancellationToken),
        "grid" => await GridAsync(arguments, cancellationToken),
        null => await OneAsync(arguments, ShapeOf(arguments), arguments.Number("orders", 30_000), arguments.Number("rounds", 3), cancellationToken),
        var other => throw new FormatException($"'{other}' is not alone, flap or grid"),
    };

    /// <summary>The link that the arguments describe.</summary>
    public static LinkShape ShapeOf(BenchArguments arguments) => new(
        arguments.Number("rate", 256_000), TimeSpan.FromMilliseconds(arguments.Number("rtt", 600)) / 2, arguments.Number("queue", 64_000), arguments.Number("loss", 0) / 1000.0);

    /// <summary>Every rate, round trip and loss; as many orders as keep each link busy for some ten seconds at the least.</summary>
    private static async Task<bool> GridAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var met = true;
        foreach (var (rate, orders) in ((int, int)[])[(64_000, 25_000), (256_000, 100_000), (2_000_000, 400_000)])
        {
            if (arguments.Number("rate", rate) != rate)
            {
                continue;
            }

            using var queued = await QueuedKit.CreateAsync(arguments.Number("orders", orders), arguments, cancellationToken);
            foreach (var shape in from loss in (int[])[0, 10, 50] from rtt in (int[])[20, 200, 600] select new LinkShape(rate, TimeSpan.FromMilliseconds(rtt) / 2, 64_000, loss / 1000.0))
            {
                if (arguments.Number("loss", (int)(shape.Loss * 1000)) == (int)(shape.Loss * 1000) && arguments.Number("rtt", (int)(shape.Delay * 2).TotalMilliseconds) == (int)(shape.Delay * 2).TotalMilliseconds)
                {
                    met &= await RoundsAsync(queued, shape, arguments.Number("rounds", shape.Loss > 0 ? RoundsWithLoss : 1), cancellationToken);
                }
            }
        }

        return met;
    }

    private static async Task<bool> OneAsync(BenchArguments arguments, LinkShape shape, int orders, int rounds, CancellationToken cancellationToken)
    {
        using var queued = await QueuedKit.CreateAsync(orders, arguments, cancellationToken);
        return await RoundsAsync(queued, shape, rounds, cancellationToken);
    }

    private static async Task<bool> RoundsAsync(QueuedKit queued, LinkShape shape, int count, CancellationToken cancellationToken)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"link: {shape.BitsPerSecond} bit/s and {shape.Delay.TotalMilliseconds:0} ms each way, queue {shape.QueueBytes} bytes, loss {shape.Loss:P1}"));
        var rounds = new List<DrainRound>();
        for (var round = 1; round <= count; round++)
        {
            rounds.Add(await RunRoundAsync(queued, shape, round, cancellationToken));
            Print(round, rounds[^1], shape.BitsPerSecond);
        }

        var target = shape.Loss > 0 ? LeastRatioWithLoss : LeastRatio;
        var ratio = rounds.Select(static round => round.Ratio).Order().ElementAt(count / 2);
        var bytes = rounds.Max(static round => round.BytesOfRecord);
        Console.WriteLine(FormattableString.Invariant($"median: {ratio:P1} of what one bulk TCP transfer gets (target {target:P0}); at most {bytes:0.0} IP bytes a record, both ways (target {MostBytes})"));
        return ratio >= target && bytes <= MostBytes;
    }

    private static async Task<DrainRound> RunRoundAsync(QueuedKit queued, LinkShape shape, int round, CancellationToken cancellationToken)
    {
        await using var link = await ShapedLink.CreateAsync(shape, shape, TimeProvider.System, seed: round, cancellationToken);
        DrainRound push;
        var (cloud, kit) = await queued.PlaceAsync(link, cancellationToken);
        await using (cloud)
        await using (kit)
        {
            using var view = new KitView(link, kit);
            push = await DrainAsync(link, view, cloud, cancellationToken);
            await kit.StopAsync(cancellationToken);
        }

        return push with { Bulk = await BulkTransfer.RunAsync(link, push.Up.PayloadBytes, TimeProvider.System, cancellationToken) };
    }

    private static async Task<DrainRound> DrainAsync(ShapedLink link, KitView kit, FarCloud cloud, CancellationToken cancellationToken)
    {
        var (started, before) = (TimeProvider.System.GetTimestamp(), cloud.Cost);
        await kit.StartAsync(cancellationToken);
        var seconds = new List<(long Bytes, long AckSeq)>();
        var view = await kit.DrainedAsync(
            LookEvery,
            TimeSpan.FromMinutes(10),
            seen =>
            {
                if (link.Up.FirstPacketAt is { } begun && TimeProvider.System.GetElapsedTime(begun).TotalSeconds >= seconds.Count + 1)
                {
                    seconds.Add((link.Up.Count.SentBytes, seen.AckSeq));
                }
            },
            cancellationToken);
        var ended = TimeProvider.System.GetTimestamp();
        var (up, down) = (link.Up.Count, link.Down.Count);
        var first = link.Up.FirstPacketAt!.Value;
        return new DrainRound(
            view.HeadSeq,
            TimeProvider.System.GetElapsedTime(started, first),
            TimeProvider.System.GetElapsedTime(first, ended),
            TimeSpan.Zero,
            up,
            down,
            await KitMetrics.ReadAsync(kit.Http, "edgekit_uplink_io", "_total", cancellationToken),
            cloud.Cost.Since(before).Processor,
            seconds);
    }

    private static void Print(int round, DrainRound drain, long bitsPerSecond)
    {
        var payload = drain.Up.PayloadBytes;
        Console.WriteLine(FormattableString.Invariant(
            $"round {round}: {drain.Orders} records; kit's start to first packet {drain.FirstPacket.TotalSeconds:0.00} s; push {drain.Push.TotalSeconds:0.00} s, {payload * 8 / drain.Push.TotalSeconds:0} bit/s; bulk {drain.Bulk.TotalSeconds:0.00} s, {payload * 8 / drain.Bulk.TotalSeconds:0} bit/s; ratio {drain.Ratio:P1}"));
        Console.WriteLine(FormattableString.Invariant(
            $"  a record on the wire: {drain.BytesOfRecord:0.0} IP bytes, {drain.Up.SentBytes / (double)drain.Orders:0.0} up ({payload / (double)drain.Orders:0.0} TCP payload, {drain.RecordBytes / (double)drain.Orders:0.0} packed records), {drain.Down.SentBytes / (double)drain.Orders:0.0} down; packets {drain.Up.SentPackets} up, {drain.Down.SentPackets} down, {drain.Up.DroppedPackets} dropped; the cloud's processor {drain.CloudProcessor.TotalMicroseconds / drain.Orders:0.0} µs a record"));
        Console.WriteLine($"  share of the line used in each second: {string.Join(' ', drain.UsedBySecond(bitsPerSecond).Select(static used => FormattableString.Invariant($"{used:0%}")))}");
    }
}
