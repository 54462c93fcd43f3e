using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.ColdStart;

/// <summary>A kit starts fast and small, empty or with a million orders queued.</summary>
internal static class ColdStartProof
{
    private const long Mebibyte = 1 << 20;
    private const long MostFull = 96 * Mebibyte;
    private const long MostIdle = 64 * Mebibyte;
    private static readonly TimeSpan FirstOrderWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>The proof.</summary>
    public static Proof Proof { get; } = new(
        "with 1,000,000 orders queued the first new one is accepted within 3 s of the start in 96 MB; empty it is ready within 0.3 s and idles in 64 MB",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["orders"] = ("orders in the queue", "1000000"),
            ["starts"] = ("starts of which the median counts", "5"),
            ["folder"] = ("where the ledger is made; it needs 1.5 GB (default: artifacts)", ""),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var parent = arguments.Text("folder") is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(Binaries.Root, "artifacts");
        var folder = Directory.CreateDirectory(Path.Combine(parent, FormattableString.Invariant($"cold-start-{Environment.ProcessId}"))).FullName;
        try
        {
            var starts = arguments.Number("starts");
            var empty = await EmptyAsync(folder, starts, cancellationToken);
            return await FullAsync(folder, arguments.Number("orders"), starts, cancellationToken) && empty;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> EmptyAsync(string folder, int starts, CancellationToken cancellationToken)
    {
        var ready = new List<TimeSpan>();
        var again = new List<TimeSpan>();
        var resident = new List<long>();
        for (var start = 0; start < starts; start++)
        {
            // Paths of sockets are short.
            var path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"edgekit-notify-{Environment.ProcessId}"));
            using var notify = new NotifySocket(path);
            await using var kit = KitProcess.Create(new KitSetup
            {
                DataDirectory = Path.Combine(folder, FormattableString.Invariant($"empty-{start}")),
                Items = [],
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = path },
            });
            ready.Add(await StartAsync(kit, notify, cancellationToken));
            await kit.StopAsync(cancellationToken);
            PageCache.Forget(Binaries.Kit, kit.DataDirectory);
            again.Add(await StartAsync(kit, notify, cancellationToken));
            await Task.Delay(Idle, TimeProvider.System, cancellationToken);
            resident.Add(kit.Child.ResidentBytes);
            await kit.StopAsync(cancellationToken);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"empty: start to READY {Seconds(Middle(ready))} on a new data directory ({Seconds(ready.Min())}..{Seconds(ready.Max())}), {Seconds(Middle(again))} from a cold page cache ({Seconds(again.Min())}..{Seconds(again.Max())}); resident after 10 s {Megabytes(Middle(resident))}"));
        return Middle(ready) <= ReadyWithin && Middle(resident) <= MostIdle;
    }

    private static async Task<TimeSpan> StartAsync(KitProcess kit, NotifySocket notify, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await kit.StartAsync(cancellationToken, waitUntilReady: false);
        await notify.WaitUntilReadyAsync(cancellationToken);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<bool> FullAsync(string folder, int orders, int starts, CancellationToken cancellationToken)
    {
        // Nobody listens on the discard port: the kit has a cloud, and does not reach it.
        var setup = new KitSetup { DataDirectory = Path.Combine(folder, "full"), CloudUrl = new Uri("http://127.0.0.1:9") };
        await using var kit = await KitProcess.StartNewAsync(setup, cancellationToken);
        await kit.StopAsync(cancellationToken);
        var filling = TimeProvider.System.GetTimestamp();
        LongQueue.Fill(kit.DataDirectory, KitSetup.Table, orders, cancellationToken);
        var length = new FileInfo(Path.Combine(kit.DataDirectory, "ledger.db")).Length;
        Console.WriteLine(FormattableString.Invariant($"{orders} orders queued in {TimeProvider.System.GetElapsedTime(filling).TotalSeconds:0} s; ledger.db has {Megabytes(length)}"));

        var first = new List<TimeSpan>();
        var (resident, peak) = (new List<long>(), new List<long>());
        for (var start = 0; start < starts; start++)
        {
            PageCache.Forget(Binaries.Kit, kit.DataDirectory);
            var started = TimeProvider.System.GetTimestamp();
            await kit.StartAsync(cancellationToken);
            using var tablet = kit.NewTablet(FormattableString.Invariant($"start {start}"));
            var call = await tablet.OrderAsync(cancellationToken);
            first.Add(TimeProvider.System.GetElapsedTime(started));
            if (call.Receipt is not { } receipt || receipt.Seq <= orders)
            {
                throw new InvalidOperationException($"the first order was not accepted after the others: {call.Status} {call.Error}");
            }

            await Task.Delay(Idle, TimeProvider.System, cancellationToken);
            resident.Add(kit.Child.ResidentBytes);
            peak.Add(kit.Child.PeakResidentBytes);
            await kit.StopAsync(cancellationToken);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"full: start to the first accepted order {Seconds(Middle(first))} from a cold page cache ({Seconds(first.Min())}..{Seconds(first.Max())}); resident after 10 s {Megabytes(Middle(resident))}, peak {Megabytes(peak.Max())}"));
        return Middle(first) <= FirstOrderWithin && Middle(resident) <= MostFull && peak.Max() <= MostFull;
    }

    private static T Middle<T>(List<T> values) => values.Order().ElementAt(values.Count / 2);

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.000} s");

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / (double)Mebibyte:0.0} MiB");
}
