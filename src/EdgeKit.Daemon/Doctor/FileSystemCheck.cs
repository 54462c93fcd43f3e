using System.Globalization;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether the file system under the data can be written, keeps what was flushed, and has found no errors in itself.</summary>
/// <param name="dataDirectory">Where everything durable is.</param>
/// <param name="kernel">What the kernel says.</param>
internal sealed class FileSystemCheck(string dataDirectory, KernelFiles kernel) : ICheck
{
    // What is flushed is not on the disk then.
    private static readonly string[] Careless = ["nobarrier", "barrier=0", "data=writeback"];

    // The second is what newer kernels say of an ext4 that gave up after an error; its mount stands as rw.
    private static readonly string[] ReadOnly = ["ro", "emergency_ro"];

    public string Name => "File system";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge()]);

    private DoctorItem Judge()
    {
        if (MountedDisk.Of(kernel.Lines("proc/self/mountinfo"), dataDirectory) is not { } disk)
        {
            return Finding.Unknown(Name, "the kernel does not say where the data is mounted", "Look at 'findmnt' by hand.");
        }

        var seen = $"{disk.Type} on {disk.Source} at {disk.Point} ({string.Join(',', disk.Options)})";
        if (disk.Options.Intersect(ReadOnly, StringComparer.Ordinal).Any())
        {
            return Finding.Fault(Name, $"{seen} can only be read: orders are refused", "Switch the kit off and on, which checks the card; if it comes back read-only, copy the data to a new one.");
        }

        var errors = disk.Type is "ext4" ? Errors(disk.Device) : null;
        if (errors > 0)
        {
            return Finding.Fault(Name, string.Create(CultureInfo.InvariantCulture, $"{seen}: errors that the file system has found in itself: {errors}"), "Stop the kit, run 'e2fsck -f' on that partition from another machine, and replace the card if errors come back.");
        }

        if (disk.Type is "tmpfs" or "ramfs" or "overlay")
        {
            return Finding.Warning(Name, $"{seen}: what is in memory is gone with the power", "Mount a partition for the data, or name one with --data.");
        }

        return disk.Options.Intersect(Careless, StringComparer.Ordinal).FirstOrDefault() is { } careless
            ? Finding.Warning(Name, $"{seen}: with {careless} a power cut can lose what was flushed", $"Take {careless} out of /etc/fstab.")
            : Finding.Ok(Name, $"{seen}{(errors is null ? "" : ", no errors")}");
    }

    // Null where the kernel does not count them.
    private long? Errors(string device) =>
        Path.Exists(kernel.PathOf($"sys/dev/block/{device}"))
        && Directory.ResolveLinkTarget(kernel.PathOf($"sys/dev/block/{device}"), returnFinalTarget: true)?.Name is { } name
        && long.TryParse(kernel.Read($"sys/fs/ext4/{name}/errors_count"), NumberStyles.None, CultureInfo.InvariantCulture, out var errors) ? errors : null;
}
