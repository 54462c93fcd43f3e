namespace EdgeKit.Streaming.Hls;

/// <summary>An alternative rendition (EXT-X-MEDIA, RFC 8216bis section 4.4.6.1).</summary>
/// <param name="Type">AUDIO, VIDEO, SUBTITLES or CLOSED-CAPTIONS.</param>
/// <param name="GroupId">The group that variants refer to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Language">Its language (RFC 5646), or null.</param>
/// <param name="Uri">The URI of its media playlist as written, or null if it is inside the variants.</param>
/// <param name="IsDefault">It plays unless the viewer chooses (DEFAULT=YES).</param>
internal sealed record Rendition(string Type, string GroupId, string Name, string? Language, string? Uri, bool IsDefault);
