using System.Globalization;

namespace EdgeKit.Proofs.Clocks;

/// <summary>The wall clock jumps under a running kit, by years and both ways, or starts in 1970: nothing that must be safe notices.</summary>
internal static class ClockJumpProof
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365.25);

    public static Proof Proof { get; } = new(
        "the wall clock jumps by -2 years, +50 years, and starts in 1970: keys, retention, backoff, promise and queue stay right.",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal),
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var since1970 = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch;
        (string Name, TimeSpan Start, TimeSpan[] Jumps)[] cases =
        [
            ("back 2 years", TimeSpan.Zero, [-2 * Year]),
            ("forward 50 years", TimeSpan.Zero, [50 * Year]),
            ("start in 1970", TimeSpan.FromMinutes(10) - since1970, []),
            ("there and back", TimeSpan.Zero, [-2 * Year, 50 * Year, TimeSpan.Zero]),
        ];
        var faults = new List<string>();
        foreach (var (name, start, jumps) in cases)
        {
            Console.WriteLine(name);
            await using var stall = await ClockStall.StartAsync(start, cancellationToken);
            await stall.RunAsync(jumps, cancellationToken);
            stall.Notes.ForEach(static note => Console.WriteLine($"  {note}"));
            stall.Faults.ForEach(static fault => Console.WriteLine($"  FAULT {fault}"));
            faults.AddRange(stall.Faults.Select(fault => $"{name}: {fault}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases.Length} cases, {faults.Count} faults"));
        return faults.Count == 0;
    }
}
