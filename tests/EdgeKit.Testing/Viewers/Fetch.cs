namespace EdgeKit.Testing.Viewers;

/// <summary>One answer as a viewer got it. Times are timestamps of the system's clock.</summary>
/// <param name="Status">The status; 0 when the connection ended before it.</param>
/// <param name="AskedAt">When the request was sent.</param>
/// <param name="FirstByteAt">When the first byte of the body was there; 0 when none came.</param>
/// <param name="EndedAt">When the last byte was there, or the connection broke.</param>
/// <param name="Bytes">Bytes of body.</param>
/// <param name="IsWhole">Whether it was 200, ended as the protocol says, and had the expected bytes where some were expected.</param>
public readonly record struct Fetch(int Status, long AskedAt, long FirstByteAt, long EndedAt, long Bytes, bool IsWhole)
{
    /// <summary>From the request to the first byte, in milliseconds; infinite when none came.</summary>
    public double FirstByteMilliseconds =>
        FirstByteAt == 0 ? double.PositiveInfinity : TimeProvider.System.GetElapsedTime(AskedAt, FirstByteAt).TotalMilliseconds;

    /// <summary>From the request to the last byte, in milliseconds; infinite when it did not come.</summary>
    public double LastByteMilliseconds => IsWhole ? TimeProvider.System.GetElapsedTime(AskedAt, EndedAt).TotalMilliseconds : double.PositiveInfinity;
}
