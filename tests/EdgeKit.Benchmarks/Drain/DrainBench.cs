using System.Net;
using System.Net.Http.Json;
using EdgeKit.Benchmarks.Links;
using EdgeKit.Benchmarks.Orders;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>How a queue of orders drains over a thin, slow link, beside one bulk TCP transfer of as many bytes over the same link.</summary>
internal static class DrainBench
{
    private const double LeastRatio = 0.85;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgekit-drain-").FullName;
        try
        {
            var orders = arguments.Number("orders", 10_000);
            var roundTrip = TimeSpan.FromMilliseconds(arguments.Number("rtt", 600));
            var shape = new LinkShape(
                arguments.Number("rate", 256_000), roundTrip / 2, arguments.Number("queue", 64_000), arguments.Number("loss", 0) / 1000.0);
            Console.WriteLine(FormattableString.Invariant(
                $"link: {shape.BitsPerSecond} bit/s and {shape.Delay.TotalMilliseconds:0} ms each way, queue {shape.QueueBytes} bytes, loss {shape.Loss:P1}"));
            await TestAuthority.WriteAsync(folder, ShapedLink.FarAddress, TimeProvider.System, cancellationToken);
            var full = Path.Combine(folder, "full");
            await FillAsync(full, orders, cancellationToken);

            var rounds = new List<DrainRound>();
            for (var round = 1; round <= arguments.Number("rounds", 3); round++)
            {
                rounds.Add(await RunRoundAsync(Path.Combine(folder, FormattableString.Invariant($"{round}")), folder, full, shape, arguments, cancellationToken));
                Print(round, rounds[^1], shape.BitsPerSecond);
            }

            var ratio = rounds.Select(static round => round.Ratio).Order().ElementAt(rounds.Count / 2);
            Console.WriteLine(FormattableString.Invariant($"median: {ratio:P1} of what one bulk TCP transfer gets (target {LeastRatio:P0})"));
            return ratio >= LeastRatio;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Orders through HTTP at a kit that has no uplink.</summary>
    private static async Task FillAsync(string data, int orders, CancellationToken cancellationToken)
    {
        await using var kit = await KitProcess.StartNewAsync(new KitSetup { DataDirectory = data, Items = OrderRequests.Table }, cancellationToken);
        using (var load = new OrderLoad(new IPEndPoint(IPAddress.Loopback, kit.Port), 64, new OrderRequests(kit.Address.Authority, 1), TimeProvider.System))
        {
            load.Run(Timeout.InfiniteTimeSpan, orders);
        }

        await kit.StopAsync(cancellationToken);
    }

    private static async Task<DrainRound> RunRoundAsync(
        string folder, string authority, string full, LinkShape shape, BenchArguments arguments, CancellationToken cancellationToken)
    {
        Copy(full, Path.Combine(folder, "data"));
        foreach (var file in (string[])["ca.pem", "server.pem", "server.key"])
        {
            File.Copy(Path.Combine(authority, file), Path.Combine(folder, file));
        }

        await using var link = await ShapedLink.CreateAsync(shape, shape, TimeProvider.System, seed: 1, cancellationToken);
        var setup = new KitSetup { DataDirectory = Path.Combine(folder, "data"), Items = [], Prefix = link.Near.CommandPrefix };
        DrainRound push;
        await using (await FarCloud.StartAsync(link, folder, setup.Id, cancellationToken))
        {
            await using var kit = KitProcess.Create(setup with
            {
                CloudUrl = FarCloud.Address,
                Uplink = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["caFile"] = Path.Combine(folder, "ca.pem"),
                    ["tokenFile"] = Path.Combine(folder, "token"),
                    ["batch"] = (arguments.Text("batch") ?? "200"),
                    ["batchAtMost"] = (arguments.Text("batchAtMost") ?? "4000"),
                    ["inFlight"] = (arguments.Text("inFlight") ?? "4"),
                    ["format"] = (arguments.Text("format") ?? "compact"),
                },
            });
            push = await DrainAsync(link, kit, cancellationToken);
            await kit.StopAsync(cancellationToken);
        }

        return push with { Bulk = await BulkTransfer.RunAsync(link, push.Up.PayloadBytes, TimeProvider.System, cancellationToken) };
    }

    private static async Task<DrainRound> DrainAsync(ShapedLink link, KitProcess kit, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(link.Near.CreateHttpHandler()) { BaseAddress = kit.Address };
        var started = TimeProvider.System.GetTimestamp();
        await kit.StartAsync(cancellationToken, waitUntilReady: false);
        await Readiness.WaitAsync(kit.Child, http, "/readyz", cancellationToken);
        UplinkView view;
        var seconds = new List<(long Bytes, long AckSeq)>();
        do
        {
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            view = (await http.GetFromJsonAsync(new Uri("/api/v1/uplink", UriKind.Relative), ContractsJson.Default.UplinkView, cancellationToken))!;
            if (link.Up.FirstPacketAt is { } begun && TimeProvider.System.GetElapsedTime(begun).TotalSeconds >= seconds.Count + 1)
            {
                seconds.Add((link.Up.Count.SentBytes, view.AckSeq));
            }

            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(10))
            {
                throw new IOException($"the queue did not drain: {view}; the kit printed\n{kit.Child.Output}");
            }
        }
        while (view.AckSeq < view.HeadSeq || view.HeadSeq == 0);

        var ended = TimeProvider.System.GetTimestamp();
        var (up, down) = (link.Up.Count, link.Down.Count);
        var first = link.Up.FirstPacketAt!.Value;
        var sent = await KitMetrics.ReadAsync(http, "edgekit_uplink_io", "_total", cancellationToken);
        return new DrainRound(
            view.HeadSeq,
            TimeProvider.System.GetElapsedTime(started, first),
            TimeProvider.System.GetElapsedTime(first, ended),
            TimeSpan.Zero,
            up,
            down,
            sent,
            seconds);
    }

    private static void Print(int round, DrainRound drain, long bitsPerSecond)
    {
        var payload = drain.Up.PayloadBytes;
        Console.WriteLine(FormattableString.Invariant(
            $"round {round}: {drain.Orders} records; kit's start to first packet {drain.FirstPacket.TotalSeconds:0.00} s; push {drain.Push.TotalSeconds:0.00} s, {payload * 8 / drain.Push.TotalSeconds:0} bit/s; bulk {drain.Bulk.TotalSeconds:0.00} s, {payload * 8 / drain.Bulk.TotalSeconds:0} bit/s; ratio {drain.Ratio:P1}"));
        Console.WriteLine(FormattableString.Invariant(
            $"  a record on the wire: {drain.Up.SentBytes / (double)drain.Orders:0.0} IP bytes up ({payload / (double)drain.Orders:0.0} TCP payload, {drain.RecordBytes / (double)drain.Orders:0.0} compressed records), {drain.Down.SentBytes / (double)drain.Orders:0.0} down; packets {drain.Up.SentPackets} up, {drain.Down.SentPackets} down, {drain.Up.DroppedPackets} dropped"));
        Console.WriteLine($"  share of the line used in each second: {string.Join(' ', drain.UsedBySecond(bitsPerSecond).Select(static used => FormattableString.Invariant($"{used:0%}")))}");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
