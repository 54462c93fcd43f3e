using System.Globalization;

namespace EdgeKit.Testing.Processes;

/// <summary>What a process has used so far, as the kernel counts it.</summary>
/// <param name="WrittenBytes">Bytes that it caused to be written to a disk (proc(5), <c>write_bytes</c>).</param>
/// <param name="Processor">Processor time.</param>
public sealed record ProcessCost(long WrittenBytes, TimeSpan Processor)
{
    private const int TicksPerSecond = 100;

    /// <summary>Reads it.</summary>
    public static ProcessCost Of(int process)
    {
        var io = File.ReadLines($"/proc/{process}/io").First(static line => line.StartsWith("write_bytes:", StringComparison.Ordinal));
        var stat = File.ReadAllText($"/proc/{process}/stat");

        // The name in brackets may hold spaces; after it, user and system time are the 12th and 13th fields.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new ProcessCost(
            long.Parse(io.AsSpan("write_bytes:".Length), CultureInfo.InvariantCulture), TimeSpan.FromSeconds(ticks / (double)TicksPerSecond));
    }

    /// <summary>What it used since <paramref name="earlier"/>.</summary>
    public ProcessCost Since(ProcessCost earlier) => new(WrittenBytes - earlier.WrittenBytes, Processor - earlier.Processor);
}
