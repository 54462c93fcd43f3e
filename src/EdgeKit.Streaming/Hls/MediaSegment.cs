namespace EdgeKit.Streaming.Hls;

/// <summary>A complete segment of a media playlist (RFC 8216bis section 4.4.4).</summary>
internal sealed class MediaSegment
{
    /// <summary>Its media sequence number, from 0.</summary>
    public required long Msn { get; init; }

    /// <summary>Its URI as written.</summary>
    public required string Uri { get; init; }

    /// <summary>The bytes of the resource that it is, or null for all.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>How long it plays, in seconds; 0 if EXTINF says nothing that can be read.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Its parts, as far as the playlist still lists them.</summary>
    public required IReadOnlyList<MediaPart> Parts { get; init; }

    /// <summary>The URI of its initialization section as written, or null if it has none.</summary>
    public string? MapUri { get; init; }

    /// <summary>The bytes of <see cref="MapUri"/>, or null for all.</summary>
    public ByteRange? MapRange { get; init; }

    /// <summary>It is not available (EXT-X-GAP).</summary>
    public bool IsGap { get; init; }

    /// <summary>Its discontinuity sequence number, from 0.</summary>
    public required long DiscontinuitySequence { get; init; }

    /// <summary>When its first sample was made, if EXT-X-PROGRAM-DATE-TIME says so for this very segment.</summary>
    public DateTimeOffset? ProgramDateTime { get; init; }
}
