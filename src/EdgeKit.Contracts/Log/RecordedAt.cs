namespace EdgeKit.Contracts.Log;

/// <summary>An instant as the kit knew it. Order never follows from it: that is what the sequence is for.</summary>
/// <param name="Boot">The kernel's boot id.</param>
/// <param name="MonotonicMs">Milliseconds since that boot.</param>
/// <param name="WallMs">Unix milliseconds.</param>
/// <param name="Clock">How far to trust the wall time.</param>
public readonly record struct RecordedAt(Guid Boot, long MonotonicMs, long WallMs, ClockState Clock)
{
    /// <summary>The wall time.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(WallMs);
}
