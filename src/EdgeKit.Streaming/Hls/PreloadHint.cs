namespace EdgeKit.Streaming.Hls;

/// <summary>What the origin will have next (EXT-X-PRELOAD-HINT, RFC 8216bis section 4.4.5.3).</summary>
/// <param name="Uri">Its URI as written.</param>
/// <param name="Start">The first byte of it (BYTERANGE-START), or null for 0.</param>
/// <param name="Length">How many bytes it has (BYTERANGE-LENGTH), or null for all that follow.</param>
/// <param name="IsMap">It is an initialization section (TYPE=MAP), not a part.</param>
internal sealed record PreloadHint(string Uri, long? Start, long? Length, bool IsMap);
