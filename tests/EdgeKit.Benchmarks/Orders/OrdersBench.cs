using System.Net;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>Durable orders through HTTP, beside the same rows by bare SQLite and beside the disk's own flushes, in turns.</summary>
internal static class OrdersBench
{
    private const double LeastRatio = 0.60;
    private static readonly int[] Writers = [1, 8, 64];
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Allowance = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var rounds = arguments.Number("rounds", 5);
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 3));
        var parent = Path.GetFullPath(arguments.Text("folder") ?? Path.Combine(Binaries.Root, "artifacts"));
        var folder = Directory.CreateDirectory(Path.Combine(parent, FormattableString.Invariant($"bench-orders-{Environment.ProcessId}"))).FullName;
        try
        {
            var setup = new KitSetup { DataDirectory = Path.Combine(folder, "data"), Items = OrderRequests.Table };
            await using var kit = await KitProcess.StartNewAsync(setup, cancellationToken);
            using var bare = WarmUp(kit, folder);
            var disk = new List<(LoadResult Appended, LoadResult InPlace)>();
            var measured = Writers.ToDictionary(static writers => writers, static _ => new List<OrdersRound>());
            for (var round = 1; round <= rounds; round++)
            {
                disk.Add((DiskRate.Run(folder, duration / 3, inPlace: false, TimeProvider.System), DiskRate.Run(folder, duration / 3, inPlace: true, TimeProvider.System)));
                foreach (var writers in Writers)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    measured[writers].Add(await MeasureAsync(kit, bare, writers, (round * 100) + writers, duration, cancellationToken));
                }
            }

            return Print(disk, measured);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static LoadResult Load(KitProcess kit, int writers, int run, TimeSpan duration)
    {
        using var load = new OrderLoad(new IPEndPoint(IPAddress.Loopback, kit.Port), writers, new OrderRequests(kit.Address.Authority, run), TimeProvider.System);
        return load.Run(duration);
    }

    private static async Task<OrdersRound> MeasureAsync(
        KitProcess kit, BareSqlite bare, int writers, int run, TimeSpan duration, CancellationToken cancellationToken)
    {
        var commits = await CommitsAsync(kit, cancellationToken);
        var (kitBefore, ownBefore) = (ProcessCost.Of(kit.Child.Pid), ProcessCost.Of(Environment.ProcessId));
        var result = Load(kit, writers, run, duration);
        var (kitCost, loadCost) = (ProcessCost.Of(kit.Child.Pid).Since(kitBefore), ProcessCost.Of(Environment.ProcessId).Since(ownBefore));
        var batch = result.Orders / (double)Math.Max(1, await CommitsAsync(kit, cancellationToken) - commits);

        var rows = LedgerRows.Read(kit.DataDirectory, result.Orders);
        ownBefore = ProcessCost.Of(Environment.ProcessId);
        var rival = bare.Run(rows, batch, TimeProvider.System);
        return new OrdersRound(result, rival, batch, kitCost, loadCost, ProcessCost.Of(Environment.ProcessId).Since(ownBefore));
    }

    /// <summary>Until both write-ahead logs have their length: to write a file for the first time costs a flush more than to write over it.</summary>
    private static BareSqlite WarmUp(KitProcess kit, string folder)
    {
        var warm = Load(kit, 8, run: 0, WarmUpTime);
        var rows = LedgerRows.Read(kit.DataDirectory, warm.Orders);
        var bare = new BareSqlite(folder, rows);
        bare.Run(rows, 4, TimeProvider.System);
        return bare;
    }

    private static Task<long> CommitsAsync(KitProcess kit, CancellationToken cancellationToken) =>
        KitMetrics.ReadAsync(kit.Http, "edgekit_ledger_commit_size", "_count", cancellationToken);

    private static bool Print(List<(LoadResult Appended, LoadResult InPlace)> disk, Dictionary<int, List<OrdersRound>> measured)
    {
        var flush = Middle(disk.Select(static round => round.Appended.Median));
        var flushes = Middle(disk.Select(static round => round.InPlace.Rate));
        Console.WriteLine(FormattableString.Invariant($"medians of {disk.Count} rounds in turns"));
        Console.WriteLine(FormattableString.Invariant($"disk: 4 KiB appended + fdatasync {Middle(disk.Select(static round => round.Appended.Rate)):0} a second, median {flush.TotalMilliseconds:0.000} ms, p99 {Middle(disk.Select(static round => round.Appended.P99)).TotalMilliseconds:0.000} ms; written over in place {flushes:0} a second, median {Middle(disk.Select(static round => round.InPlace.Median)).TotalMilliseconds:0.000} ms"));
        Console.WriteLine("writers  orders/s  bare SQLite/s  ratio (min..max)   p50 ms   p99 ms   orders/flush  flushes/s of disk's in place   B/order (bare)    CPU us/order: kit  load  bare");
        foreach (var (writers, rounds) in measured)
        {
            var rate = Middle(rounds.Select(static round => round.Kit.Rate));
            Console.WriteLine(FormattableString.Invariant(
                $"{writers,7}  {rate,8:0}  {Middle(rounds.Select(static round => round.Bare.Rate)),13:0}  {Middle(rounds.Select(static round => round.Ratio)),5:P0} ({rounds.Min(static round => round.Ratio):P0}..{rounds.Max(static round => round.Ratio):P0})  {Middle(rounds.Select(static round => round.Kit.Median)).TotalMilliseconds,7:0.00}  {Middle(rounds.Select(static round => round.Kit.P99)).TotalMilliseconds,7:0.00}  {Middle(rounds.Select(static round => round.Batch)),13:0.0}  {rate / Middle(rounds.Select(static round => round.Batch)) / flushes,29:P0}  {Middle(rounds.Select(static round => PerOrder(round.KitCost, round.Kit))),8:0} ({Middle(rounds.Select(static round => PerOrder(round.BareCost, round.Bare))):0})  {Middle(rounds.Select(static round => Micros(round.KitCost, round.Kit))),22:0} {Middle(rounds.Select(static round => Micros(round.LoadCost, round.Kit))),5:0} {Middle(rounds.Select(static round => Micros(round.BareCost, round.Bare))),5:0}"));
        }

        var ratio = Middle(measured[64].Select(static round => round.Ratio));
        var p99 = Middle(measured[8].Select(static round => round.Kit.P99));
        var limit = (3 * flush) + Allowance;
        Console.WriteLine(FormattableString.Invariant($"at 64 writers {ratio:P0} of bare SQLite (target {LeastRatio:P0}); at 8 writers p99 {p99.TotalMilliseconds:0.0} ms (target {limit.TotalMilliseconds:0.0} ms)"));
        return ratio >= LeastRatio && p99 <= limit;
    }

    private static double PerOrder(ProcessCost cost, LoadResult result) => cost.WrittenBytes / (double)result.Orders;

    private static double Micros(ProcessCost cost, LoadResult result) => cost.Processor.TotalMicroseconds / result.Orders;

    private static T Middle<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
