namespace EdgeKit.Testing.Streams;

/// <summary>A place in a live stream.</summary>
/// <param name="Msn">Media sequence number of the segment.</param>
/// <param name="Part">Index of the part in it, from 0.</param>
public readonly record struct LivePosition(long Msn, int Part) : IComparable<LivePosition>
{
    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(LivePosition left, LivePosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes later.</summary>
    public static bool operator >(LivePosition left, LivePosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come later.</summary>
    public static bool operator <=(LivePosition left, LivePosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come first.</summary>
    public static bool operator >=(LivePosition left, LivePosition right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(LivePosition other) => Msn != other.Msn ? Msn.CompareTo(other.Msn) : Part.CompareTo(other.Part);
}
