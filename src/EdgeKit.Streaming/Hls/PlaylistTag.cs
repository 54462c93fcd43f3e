namespace EdgeKit.Streaming.Hls;

/// <summary>What one line of a playlist is (RFC 8216bis section 4.4). A tag of which we know nothing is <see cref="Unknown"/> and passes.</summary>
internal enum PlaylistTag
{
    /// <summary>An empty line.</summary>
    Blank,

    /// <summary>A line that starts with # and is no tag.</summary>
    Comment,

    /// <summary>A tag that we do not read.</summary>
    Unknown,

    /// <summary>A line that names a segment or a playlist.</summary>
    Uri,

    /// <summary>EXTM3U, 4.4.1.1.</summary>
    ExtM3U,

    /// <summary>EXT-X-VERSION, 4.4.1.2.</summary>
    Version,

    /// <summary>EXT-X-INDEPENDENT-SEGMENTS, 4.4.2.1.</summary>
    IndependentSegments,

    /// <summary>EXT-X-START, 4.4.2.2.</summary>
    Start,

    /// <summary>EXT-X-DEFINE, 4.4.2.3.</summary>
    Define,

    /// <summary>EXT-X-TARGETDURATION, 4.4.3.1.</summary>
    TargetDuration,

    /// <summary>EXT-X-MEDIA-SEQUENCE, 4.4.3.2.</summary>
    MediaSequence,

    /// <summary>EXT-X-DISCONTINUITY-SEQUENCE, 4.4.3.3.</summary>
    DiscontinuitySequence,

    /// <summary>EXT-X-ENDLIST, 4.4.3.4.</summary>
    EndList,

    /// <summary>EXT-X-PLAYLIST-TYPE, 4.4.3.5.</summary>
    PlaylistType,

    /// <summary>EXT-X-I-FRAMES-ONLY, 4.4.3.6.</summary>
    IFramesOnly,

    /// <summary>EXT-X-PART-INF, 4.4.3.7.</summary>
    PartInf,

    /// <summary>EXT-X-SERVER-CONTROL, 4.4.3.8.</summary>
    ServerControl,

    /// <summary>EXTINF, 4.4.4.1.</summary>
    ExtInf,

    /// <summary>EXT-X-BYTERANGE, 4.4.4.2.</summary>
    ByteRange,

    /// <summary>EXT-X-DISCONTINUITY, 4.4.4.3.</summary>
    Discontinuity,

    /// <summary>EXT-X-KEY, 4.4.4.4.</summary>
    Key,

    /// <summary>EXT-X-MAP, 4.4.4.5.</summary>
    Map,

    /// <summary>EXT-X-PROGRAM-DATE-TIME, 4.4.4.6.</summary>
    ProgramDateTime,

    /// <summary>EXT-X-GAP, 4.4.4.7.</summary>
    Gap,

    /// <summary>EXT-X-BITRATE, 4.4.4.8.</summary>
    Bitrate,

    /// <summary>EXT-X-PART, 4.4.4.9.</summary>
    Part,

    /// <summary>EXT-X-DATERANGE, 4.4.5.1.</summary>
    DateRange,

    /// <summary>EXT-X-SKIP, 4.4.5.2.</summary>
    Skip,

    /// <summary>EXT-X-PRELOAD-HINT, 4.4.5.3.</summary>
    PreloadHint,

    /// <summary>EXT-X-RENDITION-REPORT, 4.4.5.4.</summary>
    RenditionReport,

    /// <summary>EXT-X-MEDIA, 4.4.6.1.</summary>
    Media,

    /// <summary>EXT-X-STREAM-INF, 4.4.6.2.</summary>
    StreamInf,

    /// <summary>EXT-X-I-FRAME-STREAM-INF, 4.4.6.3.</summary>
    IFrameStreamInf,

    /// <summary>EXT-X-SESSION-DATA, 4.4.6.4.</summary>
    SessionData,

    /// <summary>EXT-X-SESSION-KEY, 4.4.6.5.</summary>
    SessionKey,

    /// <summary>EXT-X-CONTENT-STEERING, 4.4.6.6.</summary>
    ContentSteering,
}
