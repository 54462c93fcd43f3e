namespace EdgeKit.Streaming.Hls;

/// <summary>A variant stream: one rung of the ladder (EXT-X-STREAM-INF or EXT-X-I-FRAME-STREAM-INF, RFC 8216bis sections 4.4.6.2 and 4.4.6.3).</summary>
internal sealed class Variant
{
    /// <summary>Which one it is, from 0, in the order of the playlist.</summary>
    public required int Index { get; init; }

    /// <summary>The URI of its media playlist as written.</summary>
    public required string Uri { get; init; }

    /// <summary>The most it takes (BANDWIDTH), in bits a second, its renditions included; 0 if it does not say.</summary>
    public required long Bandwidth { get; init; }

    /// <summary>What it takes over all its time (AVERAGE-BANDWIDTH), in bits a second.</summary>
    public long? AverageBandwidth { get; init; }

    /// <summary>The width of its picture, in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height of its picture, in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The formats in it (CODECS, RFC 6381).</summary>
    public string? Codecs { get; init; }

    /// <summary>Its pictures a second.</summary>
    public double? FrameRate { get; init; }

    /// <summary>The group of audio renditions that it plays with (AUDIO).</summary>
    public string? AudioGroup { get; init; }

    /// <summary>The group of video renditions that it plays with (VIDEO).</summary>
    public string? VideoGroup { get; init; }

    /// <summary>The group of subtitles that it plays with (SUBTITLES).</summary>
    public string? SubtitlesGroup { get; init; }

    /// <summary>It holds I-frames only, for trick play.</summary>
    public bool IFrameOnly { get; init; }
}
