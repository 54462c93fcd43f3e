namespace EdgeKit.Testing.Streams;

/// <summary>The media of one rendition. A segment's bytes are those of its parts, one after another.</summary>
internal interface ILiveMedia
{
    /// <summary>Bits a second, as a multivariant playlist says it.</summary>
    long Bandwidth { get; }

    /// <summary>What <c>EXT-X-MAP</c> names.</summary>
    ReadOnlyMemory<byte> Header { get; }

    /// <summary>Bytes of any segment, where that is known before it is published.</summary>
    int? PlannedSegmentLength { get; }

    /// <summary>Bytes of a published part.</summary>
    int LengthOf(LivePosition part);

    /// <summary>Media time of a published part.</summary>
    TimeSpan DurationOf(LivePosition part);

    /// <summary>Whether a part can be decoded without the one before.</summary>
    bool IsIndependent(LivePosition part);

    /// <summary>Media time from the stream's beginning to a segment.</summary>
    TimeSpan StartOf(long msn);

    /// <summary>Copies bytes of a published part.</summary>
    void Fill(LivePosition part, int offset, Span<byte> into);
}
