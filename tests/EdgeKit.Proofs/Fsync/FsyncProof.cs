using System.Globalization;
using EdgeKit.Proofs.Traces;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Fsync;

/// <summary>No answer of 2xx to an order leaves before the sync that covers the order is done: shown by a trace of the published program.</summary>
internal static class FsyncProof
{
    private const string Marks = "fsync-";

    /// <summary>The proof.</summary>
    public static Proof Proof { get; } = new(
        "no order is acknowledged before the sync that covers it, by a system-call trace under concurrent writers",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["writers"] = ("tablets that order at the same time", "8"),
            ["orders"] = ("orders of each", "200"),
            ["keep"] = ("a file to keep the trace in", ""),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgekit-fsync-").FullName;
        try
        {
            var trace = arguments.Text("keep") is { Length: > 0 } keep ? Path.GetFullPath(keep) : Path.Combine(folder, "trace");
            var data = Path.Combine(folder, "data");
            var orders = await RecordAsync(trace, data, arguments.Number("writers"), arguments.Number("orders"), cancellationToken);
            using var reader = new StreamReader(trace);
            var calls = SystemCallTrace.Read(reader);
            var wal = Path.Combine(data, "ledger.db-wal");
            var report = FsyncCheck.Run(calls, wal, Marks, orders);
            Print(report, calls.Count);

            // The same trace as if its flushes had failed: the check must see that of every order.
            var without = FsyncCheck.Run([.. calls.Where(static call => !call.IsSync)], wal, Marks, orders);
            Console.WriteLine(FormattableString.Invariant($"control: without its flushes the same trace has {without.Violations.Count} acknowledged too early"));
            return report is { Violations.Count: 0, Orders: > 0, Batches: > 0 } && without.Violations.Count == orders.Count;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyDictionary<string, Guid>> RecordAsync(
        string trace, string data, int writers, int orders, CancellationToken cancellationToken)
    {
        await using var kit = await KitProcess.StartNewAsync(new KitSetup { DataDirectory = data, Prefix = Strace.Prefix(trace) }, cancellationToken);
        var told = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => OrderAsync(kit, writer, orders, cancellationToken)));
        await kit.StopAsync(cancellationToken);
        return told.SelectMany(static calls => calls).ToDictionary(static call => call.Mark, static call => call.Receipt!.OrderId, StringComparer.Ordinal);
    }

    private static async Task<List<Call>> OrderAsync(KitProcess kit, int writer, int orders, CancellationToken cancellationToken)
    {
        using var tablet = kit.NewTablet(string.Create(CultureInfo.InvariantCulture, $"{Marks}{writer}"), TimeSpan.FromSeconds(60));
        var calls = new List<Call>();
        for (var order = 0; order < orders; order++)
        {
            var call = await tablet.OrderAsync(cancellationToken);
            calls.Add(call.Outcome == CallOutcome.Acked ? call : throw new InvalidOperationException($"an order was not accepted: {call.Status} {call.Error}"));
        }

        return calls;
    }

    private static void Print(FsyncReport report, int calls)
    {
        Console.WriteLine(FormattableString.Invariant($"{calls} system calls, {report.Transactions} transactions and {report.Syncs} syncs of the write-ahead log"));
        Console.WriteLine(FormattableString.Invariant($"{report.Orders} acknowledged orders in {report.Batches} transactions, {report.Violations.Count} acknowledged too early"));
        foreach (var violation in report.Violations.Take(20))
        {
            Console.WriteLine($"  {violation}");
        }
    }
}
