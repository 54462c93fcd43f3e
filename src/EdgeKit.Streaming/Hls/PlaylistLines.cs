namespace EdgeKit.Streaming.Hls;

/// <summary>Takes the body of a playlist apart into lines.</summary>
internal static class PlaylistLines
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int MaximumLineBytes = 64 << 10;

    /// <summary>The most lines that are read: what the entries we take may need, and a bound for the memory of a body of line ends.</summary>
    public const int MaximumLines = 8 * PlaylistReader.MaximumEntries;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The lines of <paramref name="body"/>, or null and why not.</summary>
    public static PlaylistLine[]? Split(ReadOnlySpan<byte> body, out string? why)
    {
        var lines = new List<PlaylistLine>(Math.Min(MaximumLines, (body.Length / 24) + 4));
        var start = 0;
        while (start < body.Length)
        {
            var line = Next(body, start);
            if (line.Length > MaximumLineBytes || lines.Count == MaximumLines)
            {
                why = line.Length > MaximumLineBytes ? "a line is longer than 64 KiB" : "too many lines";
                return null;
            }

            lines.Add(line);
            start = line.End;
        }

        why = null;
        return [.. lines];
    }

    private static PlaylistLine Next(ReadOnlySpan<byte> body, int start)
    {
        var feed = body[start..].IndexOf((byte)'\n');
        var length = feed < 0 ? body.Length - start : feed;
        var ending = feed < 0 ? 0 : 1;
        if (ending == 1 && length > 0 && body[start + length - 1] == '\r')
        {
            length--;
            ending++;
        }

        // RFC 8216bis 4.1 forbids a byte order mark; players skip it, and so do we.
        var mark = start == 0 && body.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        return Read(body.Slice(start + mark, length - mark), start + mark, new PlaylistLine(start, length, ending, PlaylistTag.Blank));
    }

    private static PlaylistLine Read(ReadOnlySpan<byte> text, int textStart, PlaylistLine line)
    {
        var leading = text.Length - text.TrimStart(" \t\r"u8).Length;
        text = text.Trim(" \t\r"u8);
        if (text.IsEmpty)
        {
            return line;
        }

        if (text[0] != '#')
        {
            return line with { Tag = PlaylistTag.Uri, ValueStart = textStart + leading, ValueLength = text.Length };
        }

        var colon = text.IndexOf((byte)':');
        var name = colon < 0 ? text[1..] : text[1..colon];
        return line with
        {
            Tag = PlaylistTags.Find(name),
            ValueStart = textStart + leading + (colon < 0 ? text.Length : colon + 1),
            ValueLength = colon < 0 ? 0 : text.Length - colon - 1,
        };
    }
}
