using System.Globalization;
using System.Text;

namespace EdgeKit.Streaming.Hls;

/// <summary>Reads the lines of a media playlist in order, and says of each which segment it belongs to.</summary>
internal sealed class MediaPlaylistBuilder
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly PlaylistLine[] _lines;
    private readonly PlaylistText _text;
    private readonly List<MediaSegment> _segments = [];
    private readonly List<NamedUri> _named = [];
    private readonly List<PreloadHint> _hints = [];
    private readonly long _mediaSequence;
    private List<MediaPart> _parts = [];
    private int _entries;
    private bool _inSegments;

    // What stands before the URI of the segment that is being read.
    private double? _duration;
    private PlaylistLine? _range;
    private bool _gap;
    private DateTimeOffset? _date;

    // What holds until something else is said.
    private long _discontinuity;
    private string? _mapUri;
    private ByteRange? _mapRange;
    private (string? Uri, long End) _lastSegmentRange;
    private (string? Uri, long End) _lastPartRange;

    public MediaPlaylistBuilder(ReadOnlyMemory<byte> body, PlaylistLine[] lines)
    {
        _body = body;
        _lines = lines;
        _text = new PlaylistText(body);
        _mediaSequence = WholeOf(PlaylistTag.MediaSequence) ?? 0;
        _discontinuity = WholeOf(PlaylistTag.DiscontinuitySequence) ?? 0;
    }

    private long Msn => _mediaSequence + _segments.Count;

    /// <summary>The playlist, or why it cannot be read.</summary>
    public PlaylistReading Build()
    {
        for (var index = 0; index < _lines.Length; index++)
        {
            var line = Own(_lines[index]);
            _lines[index] = Take(line);
            if (_entries > PlaylistReader.MaximumEntries)
            {
                return new PlaylistReading.Opaque("too many entries");
            }
        }

        var control = Find(PlaylistTag.ServerControl);
        var parts = Find(PlaylistTag.PartInf);
        return new PlaylistReading.Media(new MediaPlaylist(_body, _lines, _segments, _parts, _hints, _named)
        {
            Version = (int)Math.Min(WholeOf(PlaylistTag.Version) ?? 1, int.MaxValue),
            MediaSequence = _mediaSequence,
            TargetDurationSeconds = TargetDuration(),
            PartTargetSeconds = parts is { } inf ? _text.Seconds(inf, "PART-TARGET"u8) : null,
            IsEnded = Find(PlaylistTag.EndList) is not null,
            CanBlockReload = control is { } block && _text.IsYes(block, "CAN-BLOCK-RELOAD"u8),
            CanSkipUntilSeconds = control is { } skip ? _text.Seconds(skip, "CAN-SKIP-UNTIL"u8) : null,
            PartHoldBackSeconds = control is { } hold ? _text.Seconds(hold, "PART-HOLD-BACK"u8) : null,
        });
    }

    private PlaylistLine Own(PlaylistLine line)
    {
        _inSegments |= PlaylistTags.AppliesToSegment(line.Tag);
        var owned = PlaylistTags.AppliesToSegment(line.Tag) || (_inSegments && PlaylistTags.BelongsWhereItStands(line.Tag));
        return owned ? line with { Owner = _segments.Count } : line;
    }

    // Only the tags that say something about a segment or name something; the others are looked up once, at the end.
    private PlaylistLine Take(in PlaylistLine line)
    {
        if (line.Tag == PlaylistTag.Uri)
        {
            return TakeSegment(line);
        }

        if (line.Tag is PlaylistTag.Key or PlaylistTag.Map or PlaylistTag.Part or PlaylistTag.PreloadHint or PlaylistTag.RenditionReport or PlaylistTag.SessionKey)
        {
            var naming = _text.WithUriAttribute(line);
            if (_text.Uri(naming) is { } uri)
            {
                _entries++;
                TakeNaming(naming, uri);
            }

            return naming;
        }

        TakeOther(line);
        return line;
    }

    private void TakeOther(in PlaylistLine line)
    {
        if (line.Tag == PlaylistTag.ExtInf)
        {
            var value = _text.Value(line);
            var comma = value.IndexOf((byte)',');
            _duration = PlaylistNumber.Seconds(comma < 0 ? value : value[..comma]) ?? 0;
        }
        else if (line.Tag == PlaylistTag.ByteRange)
        {
            _range = line;
        }
        else if (line.Tag == PlaylistTag.Discontinuity)
        {
            _discontinuity++;
        }
        else if (line.Tag == PlaylistTag.Gap)
        {
            _gap = true;
        }
        else if (line.Tag == PlaylistTag.ProgramDateTime
            && DateTimeOffset.TryParse(Encoding.UTF8.GetString(_text.Value(line)), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            _date = date;
        }
    }

    // As players do, a URI without EXTINF is no segment: it would shift every number after it.
    private PlaylistLine TakeSegment(in PlaylistLine line)
    {
        if (_duration is not { } duration)
        {
            return line;
        }

        var naming = line with { UriStart = line.ValueStart, UriLength = line.ValueLength };
        var uri = _text.Uri(naming)!;
        var range = _range is { } written ? RangeOf(_text.Value(written), uri, ref _lastSegmentRange) : null;
        Name(uri, NamedKind.Segment, Msn, range);
        _segments.Add(new MediaSegment
        {
            Msn = Msn,
            Uri = uri,
            Range = range,
            DurationSeconds = duration,
            Parts = _parts,
            MapUri = _mapUri,
            MapRange = _mapRange,
            IsGap = _gap,
            DiscontinuitySequence = _discontinuity,
            ProgramDateTime = _date,
        });
        _entries++;
        _parts = [];
        (_duration, _range, _gap, _date) = (null, null, false, null);
        return naming;
    }

    private void TakeNaming(in PlaylistLine line, string uri)
    {
        if (line.Tag == PlaylistTag.Part)
        {
            TakePart(line, uri);
        }
        else if (line.Tag == PlaylistTag.PreloadHint)
        {
            TakeHint(line, uri);
        }
        else if (line.Tag == PlaylistTag.RenditionReport)
        {
            Name(uri, NamedKind.RenditionReport, _text.Whole(line, "LAST-MSN"u8) ?? -1, null);
        }
        else if (line.Tag == PlaylistTag.Map)
        {
            // Without an offset it starts at byte 0 (4.4.4.5).
            _mapUri = uri;
            _mapRange = AttributeReader.TryFind(_text.Value(line), "BYTERANGE"u8, out var range) ? ByteRange.Read(range.Value, 0) : null;
            Name(uri, NamedKind.Map, Msn, _mapRange);
        }
        else
        {
            Name(uri, NamedKind.Key, line.Tag == PlaylistTag.SessionKey ? -1 : Msn, null);
        }
    }

    private void TakePart(in PlaylistLine line, string uri)
    {
        var range = AttributeReader.TryFind(_text.Value(line), "BYTERANGE"u8, out var written) ? RangeOf(written.Value, uri, ref _lastPartRange) : null;
        _parts.Add(new MediaPart(
            uri,
            range,
            _text.Seconds(line, "DURATION"u8) ?? 0,
            _text.IsYes(line, "INDEPENDENT"u8),
            _text.IsYes(line, "GAP"u8)));
        Name(uri, NamedKind.Part, Msn, range);
    }

    private void TakeHint(in PlaylistLine line, string uri)
    {
        var start = _text.Whole(line, "BYTERANGE-START"u8);
        var length = _text.Whole(line, "BYTERANGE-LENGTH"u8);
        var type = _text.Attribute(line, "TYPE"u8);
        _hints.Add(new PreloadHint(uri, start, length, string.Equals(type, "MAP", StringComparison.Ordinal)));
        Name(uri, NamedKind.PreloadHint, Msn, length is { } bytes ? new ByteRange(start ?? 0, bytes) : null);
    }

    // Without an offset a range follows the one before it, if that is of the same resource (4.4.4.2, 4.4.4.9).
    private static ByteRange? RangeOf(ReadOnlySpan<byte> text, string uri, ref (string? Uri, long End) last)
    {
        var range = ByteRange.Read(text, string.Equals(last.Uri, uri, StringComparison.Ordinal) ? last.End : 0);
        last = (uri, range?.End ?? 0);
        return range;
    }

    private void Name(string uri, NamedKind kind, long msn, ByteRange? range)
    {
        if (!PlaylistVariable.IsIn(uri))
        {
            _named.Add(new NamedUri(uri, kind, msn) { Range = range });
        }
    }

    // 4.4.3.1 demands it; what lacks it anyhow gets the longest segment, rounded as that section rounds.
    private int TargetDuration()
    {
        var written = Find(PlaylistTag.TargetDuration) is { } line ? PlaylistNumber.Seconds(_text.Value(line)) : null;
        var longest = written ?? _segments.Select(static segment => segment.DurationSeconds).DefaultIfEmpty().Max();
        return Math.Max(1, (int)Math.Round(longest, MidpointRounding.AwayFromZero));
    }

    private PlaylistLine? Find(PlaylistTag tag)
    {
        foreach (var line in _lines)
        {
            if (line.Tag == tag)
            {
                return line;
            }
        }

        return null;
    }

    private long? WholeOf(PlaylistTag tag) => Find(tag) is { } line ? PlaylistNumber.Whole(_text.Value(line)) : null;
}
