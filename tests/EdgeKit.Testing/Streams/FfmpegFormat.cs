namespace EdgeKit.Testing.Streams;

/// <summary>What ffmpeg's stream is packed as.</summary>
public enum FfmpegFormat
{
    /// <summary>HLS of fragmented MP4, by ffmpeg.</summary>
    Hls,

    /// <summary>HLS with parts, by our packager.</summary>
    LowLatencyHls,

    /// <summary>DASH whose segments grow chunk by chunk, by ffmpeg.</summary>
    LowLatencyDash,
}
