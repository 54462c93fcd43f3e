using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Pages.Sites.Documents;

/// <summary>
/// When a draft is to be published: at a time of day, or after so much of the kit's running time, which needs no clock. What is due is
/// published late rather than early.
/// </summary>
/// <param name="Made">When that was said.</param>
/// <param name="At">The time of day, by a clock that can be trusted.</param>
/// <param name="After">The running time, if <paramref name="At"/> is null.</param>
internal sealed record PublishTime(RecordedAt Made, DateTimeOffset? At, TimeSpan After)
{
    /// <summary>How long it is to wait as far as <paramref name="now"/> can tell; null while nobody can.</summary>
    public TimeSpan? Left(RecordedAt now)
    {
        if (At is { } at)
        {
            return IsTrusted(now.Clock) ? at - now.Time : null;
        }

        if (now.Boot == Made.Boot)
        {
            return After - TimeSpan.FromMilliseconds(now.MonotonicMs - Made.MonotonicMs);
        }

        // The kit was off in between: by the clock where it was right before and after, else all of it again.
        return IsTrusted(Made.Clock) && IsTrusted(now.Clock) ? Made.Time + After - now.Time : After - TimeSpan.FromMilliseconds(now.MonotonicMs);
    }

    /// <summary>Whether it is time.</summary>
    public bool IsDue(RecordedAt now) => Left(now) <= TimeSpan.Zero;

    /// <summary>Whether a time of day means something by this clock.</summary>
    public static bool IsTrusted(ClockState clock) => clock >= ClockState.Rtc;
}
