using System.Globalization;
using System.Runtime.InteropServices;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Daemon.Hosting;

/// <summary>
/// Gives back, once and some seconds after the start, the pages of programs that only the start used. They stay in the kernel's cache, and a board with
/// little memory has them back first. Measured: 69 MiB were resident and 42 are; a collection of the start's garbage gave half a megabyte, and is not made.
/// </summary>
internal sealed partial class StartLeftovers(TimeProvider time, Random random, ILogger<StartLeftovers> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), random), time, logger)
{
    private const int DontNeed = 4;

    // The first requests after READY are still part of it.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger = logger;
    private bool _isOver;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!_isOver)
        {
            _isOver = true;
            return Soon;
        }

        var before = Environment.WorkingSet;
        foreach (var (start, length) in UnusedCode(await File.ReadAllLinesAsync("/proc/self/smaps", cancellationToken)))
        {
            // On pages that are the file's: what is used again is mapped again (madvise(2)).
            if (Advise(start, (nuint)length, DontNeed) != 0)
            {
                throw new IOException($"madvise: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }

        LogGivenBack(before >> 20, Environment.WorkingSet >> 20);
        return Timeout.InfiniteTimeSpan;
    }

    /// <summary>Where programs and libraries are mapped that nothing has written to (proc(5), smaps).</summary>
    /// <param name="smaps">The lines of <c>/proc/self/smaps</c>.</param>
    internal static IEnumerable<(nint Start, long Length)> UnusedCode(IEnumerable<string> smaps)
    {
        (nint Start, long Length)? code = null;
        foreach (var line in smaps)
        {
            if (IsMapping(line) is { } fields)
            {
                // Read-only and private, and of a file. Pages that the loader relocated there are this process's own and would be lost.
                var bounds = fields[0].Split('-');
                var start = long.Parse(bounds[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                var end = long.Parse(bounds[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                code = fields is [_, ['r', '-', _, 'p'], _, _, not "0", _, ..] && fields[5].StartsWith('/') ? ((nint)start, end - start) : null;
            }
            else if (code is { } found && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                if (line.AsSpan("Anonymous:".Length).Trim() is "0 kB")
                {
                    yield return found;
                }

                code = null;
            }
        }
    }

    // 7f5e4c000000-7f5e4c021000 r-xp 00000000 08:01 1234   /usr/bin/edgekit
    private static string[]? IsMapping(string line) =>
        line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var range, { Length: 4 }, _, _, _, ..] fields && range.Contains('-', StringComparison.Ordinal) ? fields : null;

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Advise(nint address, nuint length, int advice);

    [LoggerMessage(9014, LogLevel.Debug, "The start is over: {Before} MiB were resident, {After} MiB are")]
    private partial void LogGivenBack(long before, long after);
}
