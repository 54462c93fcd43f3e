using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Viewers;

/// <summary>One part, or one segment, as it came to one player.</summary>
/// <param name="Rendition">Of which rendition.</param>
/// <param name="Position">Which; for a segment, its last part.</param>
/// <param name="IsSegment">Whether it is a segment, asked for as such.</param>
/// <param name="WasHinted">Whether the player asked before it was published.</param>
/// <param name="Milliseconds">From its publication to its last byte here.</param>
/// <param name="Status">The status of the answer; 0 when it broke off before.</param>
/// <param name="IsWhole">Whether it came as a whole, with the right bytes.</param>
public sealed record Delivery(string Rendition, LivePosition Position, bool IsSegment, bool WasHinted, double Milliseconds, int Status, bool IsWhole)
{
    /// <summary>How many segments, or parts, a player stays behind the live edge: HOLD-BACK and PART-HOLD-BACK.</summary>
    private const int HoldBack = 3;

    /// <summary>Whether it came as a whole before a player that holds back as its playlist says had played all it had.</summary>
    public bool IsInTime(TestOriginOptions options) =>
        IsWhole && Milliseconds * options.Pace <= HoldBack * (IsSegment ? options.SegmentDuration : options.PartDuration).TotalMilliseconds;
}
