using System.Globalization;

namespace EdgeKit.Proofs.CrashStates;

/// <summary>Cuts the power at many moments of a history, and looks each time at what is left.</summary>
/// <typeparam name="TAck">What was acknowledged.</typeparam>
internal static class CrashTrial<TAck>
{
    private static readonly CrashMode[] Modes = Enum.GetValues<CrashMode>();

    /// <summary>Runs it.</summary>
    /// <param name="history">What was done to the files.</param>
    /// <param name="acks">What was acknowledged, and when.</param>
    /// <param name="states">How many states to look at.</param>
    /// <param name="seed">Decides moments and losses.</param>
    /// <param name="check">Gets a directory and all that was acknowledged before the cut; says what is wrong, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static CrashReport Run(
        IReadOnlyList<FileChange> history,
        IReadOnlyList<(int At, TAck What)> acks,
        int states,
        int seed,
        Func<string, IReadOnlyList<TAck>, string?> check,
        CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var moments = history.SelectMany(static change => new[] { change.Entered + 1, change.Left == int.MaxValue ? change.Entered + 1 : change.Left + 1 })
            .Concat(acks.Select(static ack => ack.At + 1)).Distinct().Order().ToArray();
        var ordered = acks.OrderBy(static ack => ack.At).ToArray();
        var cuts = Enumerable.Range(0, states).Select(state => (Moment: moments[random.Next(moments.Length)], Mode: Modes[state % Modes.Length])).OrderBy(static cut => cut.Moment);
        var disk = new CrashDisk(history);
        var report = new CrashReport();
        var acknowledged = new List<TAck>();
        foreach (var (moment, mode) in cuts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            disk.PlayTo(moment);
            while (acknowledged.Count < ordered.Length && ordered[acknowledged.Count].At < moment)
            {
                acknowledged.Add(ordered[acknowledged.Count].What);
            }

            var files = disk.Cut(mode, random);
            report.Add(mode, string.Create(CultureInfo.InvariantCulture, $"cut at {moment}, {acknowledged.Count} acknowledged"), Look(files, acknowledged, check));
        }

        return report;
    }

    private static string? Look(Dictionary<string, byte[]> files, IReadOnlyList<TAck> acknowledged, Func<string, IReadOnlyList<TAck>, string?> check)
    {
        // In memory where there is such a place: a state is written, looked at and thrown away.
        var folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"edgekit-crash-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            foreach (var (name, content) in files)
            {
                using var file = File.OpenHandle(Path.Combine(folder, name), FileMode.Create, FileAccess.Write);
                RandomAccess.Write(file, content, 0);
            }

            return check(folder, acknowledged);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
