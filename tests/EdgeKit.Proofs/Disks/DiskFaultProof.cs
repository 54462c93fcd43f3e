using System.Globalization;

namespace EdgeKit.Proofs.Disks;

/// <summary>A disk that is full, read-only or failing: orders are refused at once and with a reason, reading goes on, and nothing acknowledged is lost.</summary>
internal static class DiskFaultProof
{
    private static readonly IReadOnlyDictionary<string, Func<DiskFaultWatch, CancellationToken, Task>> Cases =
        new Dictionary<string, Func<DiskFaultWatch, CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["full"] = FullDisk.RunAsync,
            ["read-only"] = ReadOnlyDisk.RunAsync,
            ["sync-once"] = FailingDisk.SyncOnceAsync,
            ["sync-long"] = FailingDisk.SyncLongAsync,
            ["write"] = FailingDisk.WriteAsync,
        };

    public static Proof Proof { get; } = new(
        "full disk, read-only remount, failing fsync and write: refused within 100 ms with a reason, reads go on, nothing acknowledged is lost. Needs root.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["case"] = ($"one of {string.Join(", ", Cases.Keys)}", "all"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var wanted = arguments.Text("case");
        var chosen = Cases.Where(pair => wanted == "all" || string.Equals(wanted, pair.Key, StringComparison.Ordinal)).ToArray();
        if (chosen.Length == 0)
        {
            Console.WriteLine($"There is no case {wanted}.");
            return false;
        }

        // Those that wait for the daemon's restart wait a minute; side by side that is one minute.
        var watches = await Task.WhenAll(chosen.Select(pair => RunAsync(pair.Key, pair.Value, cancellationToken)));
        Console.WriteLine("case        refused  ms p50   p99   max  reads  ms max  acked  lost");
        foreach (var watch in watches)
        {
            Console.WriteLine(watch.Row);
        }

        foreach (var watch in watches)
        {
            watch.Notes.ForEach(note => Console.WriteLine($"{watch.Name}: {note}"));
            watch.Faults.ForEach(fault => Console.WriteLine($"{watch.Name}: FAULT {fault}"));
        }

        return watches.All(static watch => watch.Faults.Count == 0);
    }

    private static async Task<DiskFaultWatch> RunAsync(
        string name, Func<DiskFaultWatch, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        var watch = new DiskFaultWatch(name);
        try
        {
            await run(watch, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException or HttpRequestException or IOException)
        {
            watch.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{exception.GetType().Name}: {exception.Message}"));
        }

        return watch;
    }
}
