namespace EdgeKit.Daemon.Doctor;

/// <summary>How much room a file system has.</summary>
/// <param name="Free">Bytes that the daemon may still write.</param>
/// <param name="Total">Bytes in all.</param>
internal readonly record struct DiskRoom(long Free, long Total)
{
    /// <summary>Of the file system that <paramref name="path"/> is on.</summary>
    public static DiskRoom Of(string path) => new DriveInfo(path) is var drive ? new DiskRoom(drive.AvailableFreeSpace, drive.TotalSize) : default;
}
