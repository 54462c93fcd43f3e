namespace EdgeKit.Streaming.Hls;

/// <summary>Variable substitution (EXT-X-DEFINE, RFC 8216bis section 4.3). The client does it, so what holds a variable passes as it is.</summary>
internal static class PlaylistVariable
{
    /// <summary>Whether a client would replace something in <paramref name="uri"/>.</summary>
    public static bool IsIn(string uri) => uri.Contains("{$", StringComparison.Ordinal);
}
