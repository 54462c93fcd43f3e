using System.Globalization;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Live;

/// <summary>What a program with all its processes has used so far, as the kernel counts it.</summary>
/// <param name="Processor">Processor time, user and system.</param>
/// <param name="WrittenBytes">Bytes that it caused to be written to a disk; a file system in memory is none.</param>
/// <param name="ResidentBytes">Resident memory; pages that its processes share count in each.</param>
internal sealed record RivalCost(TimeSpan Processor, long WrittenBytes, long ResidentBytes)
{
    /// <summary>Reads it for a process and all below it.</summary>
    public static RivalCost Of(int process)
    {
        var sum = new RivalCost(TimeSpan.Zero, 0, 0);
        var looked = new Queue<int>([process]);
        while (looked.TryDequeue(out var one))
        {
            var cost = ProcessCost.Of(one);
            sum = new RivalCost(sum.Processor + cost.Processor, sum.WrittenBytes + cost.WrittenBytes, sum.ResidentBytes + ResidentOf(one));
            foreach (var child in Directory.EnumerateDirectories($"/proc/{one}/task").SelectMany(ChildrenOf))
            {
                looked.Enqueue(child);
            }
        }

        return sum;
    }

    /// <summary>What it used since <paramref name="earlier"/>; memory as it is now.</summary>
    public RivalCost Since(RivalCost earlier) => this with { Processor = Processor - earlier.Processor, WrittenBytes = WrittenBytes - earlier.WrittenBytes };

    private static IEnumerable<int> ChildrenOf(string task) =>
        File.ReadAllText(Path.Combine(task, "children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static child => int.Parse(child, CultureInfo.InvariantCulture));

    private static long ResidentOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
