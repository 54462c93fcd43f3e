namespace EdgeKit.Streaming.Hls;

/// <summary>What a playlist names something as.</summary>
internal enum NamedKind
{
    /// <summary>A complete segment.</summary>
    Segment,

    /// <summary>A partial segment (EXT-X-PART).</summary>
    Part,

    /// <summary>An initialization section (EXT-X-MAP).</summary>
    Map,

    /// <summary>A key (EXT-X-KEY or EXT-X-SESSION-KEY), which is never stored.</summary>
    Key,

    /// <summary>What comes next (EXT-X-PRELOAD-HINT).</summary>
    PreloadHint,

    /// <summary>Another rendition's media playlist (EXT-X-RENDITION-REPORT).</summary>
    RenditionReport,

    /// <summary>A variant's media playlist (EXT-X-STREAM-INF or EXT-X-I-FRAME-STREAM-INF).</summary>
    Variant,

    /// <summary>A rendition's media playlist (EXT-X-MEDIA).</summary>
    Rendition,

    /// <summary>Data about the session (EXT-X-SESSION-DATA).</summary>
    SessionData,
}
