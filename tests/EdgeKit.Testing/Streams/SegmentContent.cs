namespace EdgeKit.Testing.Streams;

/// <summary>A segment: whole, or growing as its parts are published.</summary>
internal sealed class SegmentContent(ILiveMedia media, LiveTimeline timeline, long msn) : OriginContent
{
    private readonly bool _wasComplete = timeline.IsComplete(msn);

    /// <inheritdoc />
    public override long? Length => _wasComplete ? PublishedBytes() : null;

    /// <inheritdoc />
    public override async ValueTask<long> TotalAsync(CancellationToken cancellationToken)
    {
        if (media.PlannedSegmentLength is { } planned)
        {
            return planned;
        }

        await timeline.WaitAsync(new LivePosition(msn + 1, -1), cancellationToken);
        return PublishedBytes();
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        for (var part = new LivePosition(msn, 0); ; part = part with { Part = part.Part + 1 })
        {
            if (part.Part >= timeline.PartsOf(msn))
            {
                // A segment ends with its last part; the timeline then stands at the next segment.
                if (timeline.IsComplete(msn) || !await timeline.WaitAsync(part, cancellationToken) || part.Part >= timeline.PartsOf(msn))
                {
                    return 0;
                }
            }

            var length = media.LengthOf(part);
            if (offset < length)
            {
                var copied = (int)Math.Min(length - offset, into.Length);
                media.Fill(part, (int)offset, into.Span[..copied]);
                return copied;
            }

            offset -= length;
        }
    }

    private long PublishedBytes() =>
        Enumerable.Range(0, timeline.PartsOf(msn)).Sum(part => (long)media.LengthOf(new LivePosition(msn, part)));
}
