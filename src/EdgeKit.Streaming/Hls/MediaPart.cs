namespace EdgeKit.Streaming.Hls;

/// <summary>A partial segment (EXT-X-PART, RFC 8216bis section 4.4.4.9).</summary>
/// <param name="Uri">Its URI as written.</param>
/// <param name="Range">The bytes of the resource that it is, or null for all.</param>
/// <param name="DurationSeconds">How long it plays, in seconds; 0 if it does not say.</param>
/// <param name="IsIndependent">It holds an independent frame, so that playing can start with it.</param>
/// <param name="IsGap">It is not available (GAP=YES).</param>
internal sealed record MediaPart(string Uri, ByteRange? Range, double DurationSeconds, bool IsIndependent, bool IsGap);
