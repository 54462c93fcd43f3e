namespace EdgeKit.Streaming.Hls;

/// <summary>Some bytes of a resource (RFC 8216bis sections 4.4.4.2, 4.4.4.5 and 4.4.4.9).</summary>
/// <param name="Offset">The first of them, from 0.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>The byte after the last.</summary>
    public long End => Offset + Length;

    /// <summary>Reads <c>length[@offset]</c>; without an offset it starts at <paramref name="continuesAt"/>.</summary>
    public static ByteRange? Read(ReadOnlySpan<byte> text, long continuesAt)
    {
        var at = text.IndexOf((byte)'@');
        var length = PlaylistNumber.Whole(at < 0 ? text : text[..at]);
        var offset = at < 0 ? continuesAt : PlaylistNumber.Whole(text[(at + 1)..]);
        return length is { } bytes && offset is { } start ? new ByteRange(start, bytes) : null;
    }
}
