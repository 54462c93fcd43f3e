using System.Text.Unicode;

namespace EdgeKit.Streaming.Hls;

/// <summary>
/// Reads a playlist (RFC 8216bis section 4). It reads as leniently as players do, and is bounded: whatever the body holds, the time and
/// the memory it takes are a small multiple of its length, and nothing throws.
/// </summary>
internal static class PlaylistReader
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int MaximumBytes = 4 << 20;

    /// <summary>The most segments, parts, variants and renditions that are read of one playlist, together.</summary>
    public const int MaximumEntries = 20_000;

    /// <summary>Reads <paramref name="body"/>, which is kept and must not change afterwards.</summary>
    public static PlaylistReading Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaximumBytes)
        {
            return new PlaylistReading.Opaque("larger than 4 MiB");
        }

        if (!Utf8.IsValid(body.Span))
        {
            return new PlaylistReading.Opaque("not UTF-8");
        }

        return PlaylistLines.Split(body.Span, out var why) is { } lines ? Read(body, lines) : new PlaylistReading.Opaque(why!);
    }

    private static PlaylistReading Read(ReadOnlyMemory<byte> body, PlaylistLine[] lines)
    {
        if (lines is not [{ Tag: PlaylistTag.ExtM3U }, ..])
        {
            return new PlaylistReading.Opaque("no EXTM3U");
        }

        var media = false;
        var multivariant = false;
        foreach (var line in lines)
        {
            media |= PlaylistTags.MakesMedia(line.Tag);
            multivariant |= PlaylistTags.MakesMultivariant(line.Tag);
            if (line.Tag == PlaylistTag.Skip)
            {
                return new PlaylistReading.Opaque("delta");
            }
        }

        // 4.1: a playlist that is both must not be read as either.
        return (media, multivariant) switch
        {
            (true, true) => new PlaylistReading.Opaque("both a media and a multivariant playlist"),
            (false, false) => new PlaylistReading.Opaque("neither a media nor a multivariant playlist"),
            (true, false) => new MediaPlaylistBuilder(body, lines).Build(),
            (false, true) => new MultivariantPlaylistBuilder(body, lines).Build(),
        };
    }
}
