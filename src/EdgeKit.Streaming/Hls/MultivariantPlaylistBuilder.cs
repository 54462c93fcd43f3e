namespace EdgeKit.Streaming.Hls;

/// <summary>Reads the lines of a multivariant playlist in order, and says of each which variant it belongs to.</summary>
internal sealed class MultivariantPlaylistBuilder(ReadOnlyMemory<byte> body, PlaylistLine[] lines)
{
    private readonly PlaylistText _text = new(body);
    private readonly List<Variant> _variants = [];
    private readonly List<Rendition> _renditions = [];
    private readonly List<NamedUri> _named = [];

    // The line of the EXT-X-STREAM-INF whose URI has not come yet.
    private int? _open;

    /// <summary>The playlist, or why it cannot be read.</summary>
    public PlaylistReading Build()
    {
        var entries = 0;
        for (var index = 0; index < lines.Length; index++)
        {
            Take(index);
            entries += lines[index].UriLength > 0 ? 1 : 0;
            if (entries > PlaylistReader.MaximumEntries)
            {
                return new PlaylistReading.Opaque("too many entries");
            }
        }

        return new PlaylistReading.Multivariant(new MultivariantPlaylist(body, lines, _variants, _renditions, _named));
    }

    private void Take(int index)
    {
        var line = lines[index];
        if (line.Tag == PlaylistTag.StreamInf)
        {
            _open = index;
        }
        else if (line.Tag == PlaylistTag.Uri && _open is { } opened)
        {
            TakeVariant(opened, index);
        }
        else if (line.Tag is PlaylistTag.Media or PlaylistTag.IFrameStreamInf or PlaylistTag.SessionData or PlaylistTag.SessionKey)
        {
            TakeNaming(index);
        }
    }

    // 4.4.6.2: the URI line follows its tag. Comments and unknown tags between the two go with them.
    private void TakeVariant(int opened, int index)
    {
        lines[index] = lines[index] with { UriStart = lines[index].ValueStart, UriLength = lines[index].ValueLength };
        for (var between = opened; between <= index; between++)
        {
            if (between == opened || between == index || PlaylistTags.BelongsWhereItStands(lines[between].Tag))
            {
                lines[between] = lines[between] with { Owner = _variants.Count };
            }
        }

        Add(lines[opened], _text.Uri(lines[index])!, iFrameOnly: false);
        _open = null;
    }

    private void TakeNaming(int index)
    {
        var line = _text.WithUriAttribute(lines[index]);
        var uri = _text.Uri(line);
        if (line.Tag == PlaylistTag.Media)
        {
            AddRendition(line, uri);
        }
        else if (uri is not null && line.Tag == PlaylistTag.IFrameStreamInf)
        {
            line = line with { Owner = _variants.Count };
            Add(line, uri, iFrameOnly: true);
        }
        else if (uri is not null)
        {
            Name(uri, line.Tag == PlaylistTag.SessionKey ? NamedKind.Key : NamedKind.SessionData);
        }

        lines[index] = line;
    }

    private void Add(in PlaylistLine line, string uri, bool iFrameOnly)
    {
        var (width, height) = Resolution(line);
        _variants.Add(new Variant
        {
            Index = _variants.Count,
            Uri = uri,
            Bandwidth = _text.Whole(line, "BANDWIDTH"u8) ?? 0,
            AverageBandwidth = _text.Whole(line, "AVERAGE-BANDWIDTH"u8),
            Width = width,
            Height = height,
            Codecs = _text.Attribute(line, "CODECS"u8),
            FrameRate = _text.Seconds(line, "FRAME-RATE"u8),
            AudioGroup = _text.Attribute(line, "AUDIO"u8),
            VideoGroup = _text.Attribute(line, "VIDEO"u8),
            SubtitlesGroup = _text.Attribute(line, "SUBTITLES"u8),
            IFrameOnly = iFrameOnly,
        });
        Name(uri, NamedKind.Variant);
    }

    private (int? Width, int? Height) Resolution(in PlaylistLine line)
    {
        if (!AttributeReader.TryFind(_text.Value(line), "RESOLUTION"u8, out var found) || found.Value.IndexOf((byte)'x') is not (> 0 and var cross))
        {
            return (null, null);
        }

        return PlaylistNumber.Whole(found.Value[..cross]) is > 0 and <= int.MaxValue and var width
            && PlaylistNumber.Whole(found.Value[(cross + 1)..]) is > 0 and <= int.MaxValue and var height
                ? ((int)width, (int)height)
                : (null, null);
    }

    private void AddRendition(in PlaylistLine line, string? uri)
    {
        _renditions.Add(new Rendition(
            _text.Attribute(line, "TYPE"u8) ?? "",
            _text.Attribute(line, "GROUP-ID"u8) ?? "",
            _text.Attribute(line, "NAME"u8) ?? "",
            _text.Attribute(line, "LANGUAGE"u8),
            uri,
            _text.IsYes(line, "DEFAULT"u8)));
        if (uri is not null)
        {
            Name(uri, NamedKind.Rendition);
        }
    }

    private void Name(string uri, NamedKind kind)
    {
        if (!PlaylistVariable.IsIn(uri))
        {
            _named.Add(new NamedUri(uri, kind, -1));
        }
    }
}
