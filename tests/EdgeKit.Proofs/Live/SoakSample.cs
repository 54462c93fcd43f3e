using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Live;

/// <summary>What the kit takes at a moment.</summary>
/// <param name="ResidentBytes">Memory.</param>
/// <param name="Files">File descriptors.</param>
/// <param name="Threads">Threads.</param>
/// <param name="WrittenBytes">What it has caused to be written to a disk since it started.</param>
/// <param name="Processor">Processor time since it started.</param>
internal sealed record SoakSample(long ResidentBytes, int Files, int Threads, long WrittenBytes, TimeSpan Processor)
{
    /// <summary>Takes one.</summary>
    public static SoakSample Of(ChildProcess kit)
    {
        var (pid, cost) = (kit.Pid, ProcessCost.Of(kit.Pid));
        return new SoakSample(
            kit.ResidentBytes,
            Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Count(),
            Directory.EnumerateDirectories($"/proc/{pid}/task").Count(),
            cost.WrittenBytes,
            cost.Processor);
    }
}
