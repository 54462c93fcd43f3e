using System.Diagnostics.CodeAnalysis;

namespace EdgeKit.Kernel.Loops;

/// <summary>How long to wait after the nth failure in a row: doubling, capped, with up to a fifth of jitter.</summary>
public sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    /// <summary>The wait before the next try.</summary>
    /// <param name="failures">Failures in a row, one or more.</param>
    /// <param name="asked">How long the far side asked for: never less than that, and up to the same again (full jitter).</param>
    [SuppressMessage("Security", "CA5394", Justification = "Spreads retries; nothing is guarded by it.")]
    public TimeSpan After(int failures, TimeSpan? asked = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);

        var doublings = Math.Min(failures - 1, 30);
        var wait = Math.Min(first.TotalSeconds * Math.Pow(2, doublings), longest.TotalSeconds);
        return asked is { } least
            ? least + TimeSpan.FromSeconds(Math.Max(wait, Math.Min(least.TotalSeconds, longest.TotalSeconds)) * random.NextDouble())
            : TimeSpan.FromSeconds(wait * (1 - (random.NextDouble() / 5)));
    }
}
