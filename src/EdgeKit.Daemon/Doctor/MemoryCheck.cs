using System.Globalization;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether there is memory left, on the board and under the daemon's own limit.</summary>
/// <param name="daemon">The running one.</param>
/// <param name="kernel">What the kernel says.</param>
internal sealed class MemoryCheck(RunningKit daemon, KernelFiles kernel) : ICheck
{
    private const double Tight = 0.10;
    private const double Full = 0.03;
    private const double NearLimit = 0.9;

    public string Name => "Memory";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge()]);

    private DoctorItem Judge()
    {
        var lines = kernel.Lines("proc/meminfo");
        if (Kibibytes(lines, "MemAvailable:") is not { } available || Kibibytes(lines, "MemTotal:") is not { } total)
        {
            return Finding.Unknown(Name, "the kernel does not say how much is free", "Look at 'free -m' by hand.");
        }

        var group = Group();
        var limit = group is null ? null : Number(kernel.Read($"{group}/memory.max"));
        var taken = group is null ? null : Number(kernel.Read($"{group}/memory.current"));
        var seen = $"{Figure.Bytes(available)} of {Figure.Bytes(total)} available"
            + (daemon.Status is { } status ? $"; the daemon has {Figure.Bytes(status.MemoryBytes)}" : "")
            + (limit is { } most ? $", it may have {Figure.Bytes(most)}" : "");
        return available < total * Full ? Finding.Fault(Name, seen, "Find what takes it (ps aux --sort=-rss | head) and stop it; live.memory can be made smaller.")
            : available < total * Tight ? Finding.Warning(Name, seen, "Stop what does not belong to the kit, or make live.memory smaller.")
            : limit is { } bound && taken > bound * NearLimit ? Finding.Warning(Name, $"{seen}, and its group uses {Figure.Bytes(taken.Value)} of that", "Make live.memory smaller, or MemoryMax of the unit larger.")
            : Finding.Ok(Name, seen);
    }

    // 0::/edgekit.slice/edgekit.service (cgroups(7), version 2)
    private string? Group() => daemon.Pid is { } pid
        ? kernel.Lines(string.Create(CultureInfo.InvariantCulture, $"proc/{pid}/cgroup")).Where(static line => line.StartsWith("0::", StringComparison.Ordinal)).Select(static line => "sys/fs/cgroup" + line[3..].TrimEnd('/')).FirstOrDefault()
        : null;

    private static long? Kibibytes(IReadOnlyList<string> lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line ? Number(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024 : null;

    // "max" is no limit.
    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
