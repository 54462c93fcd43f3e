namespace EdgeKit.Streaming.Hls;

/// <summary>Something that a playlist names.</summary>
/// <param name="Uri">Its URI as written, never one with a variable (<c>{$name}</c>), which only the client can resolve.</param>
/// <param name="Kind">What it is named as.</param>
/// <param name="Msn">
/// The media sequence number of the segment that it is, belongs to or first applies to; LAST-MSN for a rendition report; -1 where there is
/// none, as in a multivariant playlist.
/// </param>
internal readonly record struct NamedUri(string Uri, NamedKind Kind, long Msn)
{
    /// <summary>The bytes of it that are named, or null for all.</summary>
    public ByteRange? Range { get; init; }
}
