using System.Globalization;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Proofs.Fsync;
using EdgeKit.Proofs.Traces;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.CrashStates;

/// <summary>Whatever a power cut leaves of the ledger's files, the ledger opens and has every acknowledged order.</summary>
internal static class CrashStatesProof
{
    private const int ControlRows = 200;
    private const int ControlStates = 400;

    /// <summary>The proof.</summary>
    public static Proof Proof { get; } = new(
        "every state in which a power cut may leave the ledger's files opens, with every order acknowledged before the cut",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["states"] = ("states to look at", "2000"),
            ["writers"] = ("tablets that order at the same time", "8"),
            ["orders"] = ("orders of each in each of two runs", "150"),
            ["seed"] = ("decides moments and losses", "1"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgekit-crash-states-").FullName;
        try
        {
            var seed = arguments.Number("seed");
            var right = await CrashControl.RunAsync(folder, "FULL", ControlRows, ControlStates, seed, cancellationToken);
            var wrong = await CrashControl.RunAsync(folder, "OFF", ControlRows, ControlStates, seed, cancellationToken);
            Console.WriteLine(FormattableString.Invariant($"control: SQLite with synchronous=FULL loses rows in {right.Bad} of {right.States} states, with synchronous=OFF in {wrong.Bad}"));

            var (calls, orders) = await RecordAsync(folder, arguments.Number("writers"), arguments.Number("orders"), cancellationToken);
            var history = FileHistory.Of(calls, Path.Combine(folder, "data"), static name =>
                name.StartsWith("ledger.db", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal));
            Print(history, orders.Count, seed);
            var acknowledged = Acknowledged(calls, orders);

            // The same history as if its flushes did nothing: the check must see that.
            List<FileChange> unflushed = [.. history.Where(static change => change is not FileChange.Sync)];
            var without = CrashTrial<AcknowledgedOrder>.Run(unflushed, acknowledged, ControlStates / 4, seed, LedgerCheck.Look, cancellationToken);
            Console.WriteLine(FormattableString.Invariant($"control: the same writes without their flushes are bad in {without.Bad} of {without.States} states"));
            var report = CrashTrial<AcknowledgedOrder>.Run(history, acknowledged, arguments.Number("states"), seed, LedgerCheck.Look, cancellationToken);
            Console.WriteLine(FormattableString.Invariant($"{report.States} states, {report.Bad} bad (bad/states by what the cut left): {report}"));
            foreach (var problem in report.Problems)
            {
                Console.WriteLine($"  {problem}");
            }

            return right.Bad == 0 && wrong.Bad > 0 && without.Bad > 0 && report.Bad == 0 && orders.Count > 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A kit's life from nothing: the import that makes the ledger, a run that ends in order, and one that is killed.</summary>
    private static async Task<(List<SystemCall> Calls, List<AcknowledgedOrder> Orders)> RecordAsync(
        string folder, int writers, int orders, CancellationToken cancellationToken)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        var trace = Path.Combine(folder, "trace");
        var setup = new KitSetup { DataDirectory = data, Items = [], Prefix = Strace.Prefix(trace) };
        await using var kit = KitProcess.Create(setup);
        var calls = new List<SystemCall>();
        var told = new List<AcknowledgedOrder>();

        await ImportAsync(kit, folder, Strace.Prefix(trace), cancellationToken);
        Add(calls, trace);
        for (var run = 0; run < 2; run++)
        {
            await kit.StartAsync(cancellationToken);
            var answers = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => OrderAsync(kit, run, writer, orders, cancellationToken)));
            told.AddRange(answers.SelectMany(static answer => answer));
            if (run == 0)
            {
                await kit.StopAsync(cancellationToken);
            }
            else
            {
                await kit.KillAsync(cancellationToken);
            }

            Add(calls, trace);
        }

        return (calls, told);
    }

    private static async Task ImportAsync(KitProcess kit, string folder, IReadOnlyList<string> prefix, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "catalog.json");
        await File.WriteAllBytesAsync(
            file,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new CatalogImport(KitSetup.Table), Contracts.ContractsJson.Default.CatalogImport),
            cancellationToken);

        // Writes the configuration too, which the traced command below needs.
        await kit.CommandAsync(cancellationToken, "config", "check");
        string[] command = [Binaries.Kit, "catalog", "import", file, "--config", kit.ConfigFile, "--data", kit.DataDirectory];
        var (exitCode, output) = await ChildProcess.RunAsync(prefix[0], [.. prefix.Skip(1), .. command], cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"catalog import ended with {exitCode}:\n{output}");
        }
    }

    private static void Add(List<SystemCall> calls, string trace)
    {
        using var reader = new StreamReader(trace);
        var after = calls.Count == 0 ? 0 : calls.Max(static call => call.Left == SystemCall.Never ? call.Entered : call.Left) + 1;

        // A call that a kill interrupted was over when the next run began.
        var ended = SystemCallTrace.Read(reader);
        var last = ended.Max(static call => call.Left == SystemCall.Never ? call.Entered : call.Left) + 1;
        calls.AddRange(ended.Select(call => call with { Entered = call.Entered + after, Left = (call.Left == SystemCall.Never ? last : call.Left) + after }));
    }

    private static async Task<List<AcknowledgedOrder>> OrderAsync(KitProcess kit, int run, int writer, int orders, CancellationToken cancellationToken)
    {
        using var tablet = kit.NewTablet(string.Create(CultureInfo.InvariantCulture, $"run {run} till {writer}"), TimeSpan.FromSeconds(60));
        var told = new List<AcknowledgedOrder>();
        for (var order = 0; order < orders; order++)
        {
            var call = await tablet.OrderAsync(cancellationToken);
            told.Add(call.Receipt is { } receipt
                ? new AcknowledgedOrder(call.Mark, receipt.OrderId, receipt.Seq)
                : throw new InvalidOperationException($"an order was not accepted: {call.Status} {call.Error}"));
        }

        return told;
    }

    private static List<(int At, AcknowledgedOrder Order)> Acknowledged(IReadOnlyList<SystemCall> calls, IEnumerable<AcknowledgedOrder> orders)
    {
        var answers = Answers.Of(calls);
        return [.. orders.Select(order => answers.TryGetValue(order.OrderId, out var at)
            ? (at, order)
            : throw new InvalidOperationException($"the trace shows no answer that names {order.OrderId}"))];
    }

    private static void Print(List<FileChange> history, int orders, int seed)
    {
        var kinds = history.GroupBy(static change => change switch
        {
            FileChange.Sync { Name: var name } => $"flushes of {name}",
            FileChange.SyncNames => "flushes of the directory",
            FileChange.Write { Name: var name } => $"writes to {name}",
            _ => $"{change.GetType().Name} changes",
        });
        Console.WriteLine(FormattableString.Invariant($"recorded: {orders} acknowledged orders; seed {seed}"));
        Console.WriteLine($"  {string.Join(", ", kinds.OrderBy(static kind => kind.Key, StringComparer.Ordinal).Select(static kind => FormattableString.Invariant($"{kind.Count()} {kind.Key}")))}");
    }
}
