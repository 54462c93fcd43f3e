namespace EdgeKit.Testing.Streams;

/// <summary>Parts that a packager cut from an encoder's stream; all are kept.</summary>
internal sealed class PackagedMedia(long bandwidth) : ILiveMedia
{
    private readonly Lock _gate = new();
    private readonly Dictionary<LivePosition, (byte[] Bytes, TimeSpan Duration, bool IsIndependent)> _parts = [];
    private readonly Dictionary<long, TimeSpan> _starts = [];
    private TimeSpan _end;

    /// <inheritdoc />
    public long Bandwidth => bandwidth;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Header { get; set; }

    /// <inheritdoc />
    public int? PlannedSegmentLength => null;

    /// <summary>Adds the part that is published next.</summary>
    /// <returns>The media time of its segment so far.</returns>
    public TimeSpan Add(LivePosition part, byte[] bytes, TimeSpan duration, bool isIndependent)
    {
        lock (_gate)
        {
            _parts[part] = (bytes, duration, isIndependent);
            _starts.TryAdd(part.Msn, _end);
            _end += duration;
            return _end - _starts[part.Msn];
        }
    }

    /// <inheritdoc />
    public int LengthOf(LivePosition part) => PartAt(part).Bytes.Length;

    /// <inheritdoc />
    public TimeSpan DurationOf(LivePosition part) => PartAt(part).Duration;

    /// <inheritdoc />
    public bool IsIndependent(LivePosition part) => PartAt(part).IsIndependent;

    /// <inheritdoc />
    public TimeSpan StartOf(long msn)
    {
        lock (_gate)
        {
            return _starts.GetValueOrDefault(msn, _end);
        }
    }

    /// <inheritdoc />
    public void Fill(LivePosition part, int offset, Span<byte> into) => PartAt(part).Bytes.AsSpan(offset, into.Length).CopyTo(into);

    private (byte[] Bytes, TimeSpan Duration, bool IsIndependent) PartAt(LivePosition part)
    {
        lock (_gate)
        {
            return _parts[part];
        }
    }
}
