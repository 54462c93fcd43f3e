using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Testing.Disks;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Disks;

/// <summary>The kit's disk fills up under load, three times, and is given room again.</summary>
internal static class FullDisk
{
    private const int Times = 3;

    public static async Task RunAsync(DiskFaultWatch watch, CancellationToken cancellationToken)
    {
        await using var disk = await SmallDisk.CreateAsync(48, cancellationToken);
        await using var kit = await KitProcess.StartNewAsync(
            new KitSetup { DataDirectory = Path.Combine(disk.MountPoint, "data") }, cancellationToken);
        var pid = kit.Child.Pid;
        await using var crowd = new Crowd(kit, 8);
        for (var i = 0; i < Times; i++)
        {
            await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Acked, 200, "orders were not taken before the disk was full", cancellationToken);
            disk.Fill(spare: i == 0 ? 300_000 : 0);
            var calls = await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Refused, 100, "a full disk refused nothing", cancellationToken);
            watch.CheckRefused(calls, ProblemTypes.StorageFull);
            await watch.CheckReadsAsync(kit, cancellationToken);
            disk.MakeRoom();
            var freed = TimeProvider.System.GetTimestamp();
            await crowd.TakeUntilAsync(static call => call.Outcome == CallOutcome.Acked, 1, "orders were not taken after there was room again", cancellationToken);
            watch.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"orders again {TimeProvider.System.GetElapsedTime(freed).TotalMilliseconds:0} ms after there was room"));
        }

        if (kit.Child.HasExited || kit.Child.Pid != pid)
        {
            watch.Faults.Add("the daemon restarted, and a full disk is no reason to");
        }

        await watch.ReconcileAsync(kit, crowd, cancellationToken);
    }
}
