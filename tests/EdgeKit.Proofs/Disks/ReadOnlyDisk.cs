using EdgeKit.Contracts;
using EdgeKit.Testing.Disks;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Disks;

/// <summary>The kernel finds an error in the file system under load and makes it read-only; later the card is mended.</summary>
internal static class ReadOnlyDisk
{
    public static async Task RunAsync(DiskFaultWatch watch, CancellationToken cancellationToken)
    {
        await using var disk = await SmallDisk.CreateAsync(48, cancellationToken);
        await using var kit = await KitProcess.StartNewAsync(
            new KitSetup { DataDirectory = Path.Combine(disk.MountPoint, "data") }, cancellationToken);
        await using var crowd = new Crowd(kit, 8);
        await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Acked, 200, "orders were not taken before", cancellationToken);
        await disk.BreakAsync(cancellationToken);
        var calls = await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Refused, 200, "a read-only disk refused nothing", cancellationToken);
        watch.CheckRefused(calls, ProblemTypes.StorageFailed);
        watch.Notes.Add($"refused with: {calls[^1].Problem?.Detail}");
        await watch.CheckReadsAsync(kit, cancellationToken);
        if (kit.Child.HasExited)
        {
            watch.Faults.Add("the daemon ended while its disk could not be written");
        }

        await crowd.StopAsync();
        await kit.KillAsync(cancellationToken);
        await disk.MendAsync(cancellationToken);
        await kit.StartAsync(cancellationToken);
        await watch.ReconcileAsync(kit, crowd, cancellationToken);
    }
}
