using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Testing.Disks;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Disks;

/// <summary>Syncs and writes of the kit's files fail with EIO under load; the daemon asks for a new process once the disk works, not before it ran for a minute.</summary>
internal static class FailingDisk
{
    private static readonly TimeSpan LeastRun = TimeSpan.FromSeconds(60);

    /// <summary>One sync fails and the next would work: the pages that it lost are lost all the same.</summary>
    public static Task SyncOnceAsync(DiskFaultWatch watch, CancellationToken cancellationToken) =>
        RunAsync(watch, static faults => faults.FailSyncs(DiskFaults.InputOutputError, 1), staysBroken: false, cancellationToken);

    /// <summary>Syncs fail for longer than a minute.</summary>
    public static Task SyncLongAsync(DiskFaultWatch watch, CancellationToken cancellationToken) =>
        RunAsync(watch, static faults => faults.FailSyncs(DiskFaults.InputOutputError), staysBroken: true, cancellationToken);

    /// <summary>One write fails.</summary>
    public static Task WriteAsync(DiskFaultWatch watch, CancellationToken cancellationToken) =>
        RunAsync(watch, static faults => faults.FailWrites(DiskFaults.InputOutputError, 1), staysBroken: false, cancellationToken);

    private static async Task RunAsync(DiskFaultWatch watch, Action<DiskFaults> fail, bool staysBroken, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("edgekit-data-").FullName;
        try
        {
            using var faults = await DiskFaults.CreateAsync(data, cancellationToken);
            await using var kit = await KitProcess.StartNewAsync(new KitSetup { DataDirectory = data, Environment = faults.Environment }, cancellationToken);
            var started = TimeProvider.System.GetTimestamp() - (long)(kit.TimeToReady.TotalSeconds * TimeProvider.System.TimestampFrequency);
            await using var crowd = new Crowd(kit, 8);
            await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Acked, 200, "orders were not taken before", cancellationToken);
            fail(faults);
            var calls = await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Refused, 200, "a failing disk refused nothing", cancellationToken);
            watch.CheckRefused(calls, ProblemTypes.StorageFailed);
            watch.Notes.Add($"refused with: {calls.Last(static call => call.Problem is not null).Problem!.Detail}");
            await watch.CheckReadsAsync(kit, cancellationToken);
            await RestartAsync(watch, kit, faults, started, staysBroken, cancellationToken);
            await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Acked, 50, "orders were not taken after the restart", cancellationToken);
            await watch.ReconcileAsync(kit, crowd, cancellationToken);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Does systemd's part: waits until the daemon ends by itself, and starts it again.</summary>
    private static async Task RestartAsync(
        DiskFaultWatch watch, KitProcess kit, DiskFaults faults, long started, bool staysBroken, CancellationToken cancellationToken)
    {
        if (staysBroken)
        {
            await Task.Delay(LeastRun + TimeSpan.FromSeconds(15) - TimeProvider.System.GetElapsedTime(started), TimeProvider.System, cancellationToken);
            if (kit.Child.HasExited)
            {
                watch.Faults.Add("the daemon ended while its disk still failed");
            }
        }

        faults.Heal();
        var healed = TimeProvider.System.GetTimestamp();
        await Readiness.WaitUntilAsync(
            _ => Task.FromResult(kit.Child.HasExited), static () => "the daemon did not ask for a new process", cancellationToken, TimeSpan.FromMinutes(2.5));
        var ran = TimeProvider.System.GetElapsedTime(started);
        await kit.Child.WaitForExitAsync(cancellationToken);
        watch.Notes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"ended by itself with {kit.Child.ExitCode} after it ran for {ran.TotalSeconds:0.0} s, {TimeProvider.System.GetElapsedTime(healed).TotalSeconds:0.0} s after the disk worked; {faults.SyncsFailed} syncs and {faults.WritesFailed} writes had failed"));
        if (ran < LeastRun)
        {
            watch.Faults.Add("the daemon asked for a new process before it had run for a minute");
        }

        if (kit.Child.ExitCode == 0)
        {
            watch.Faults.Add("the daemon ended with 0, so systemd's Restart=on-failure would not start it again");
        }

        if (faults.LedgerWritesAfterFailure > 0)
        {
            watch.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{faults.LedgerWritesAfterFailure} writes to ledger.db-wal came after one had failed, through the same process"));
        }

        await kit.StartAsync(cancellationToken);
    }
}
