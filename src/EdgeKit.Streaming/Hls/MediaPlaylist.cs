namespace EdgeKit.Streaming.Hls;

/// <summary>A media playlist as an origin wrote it, and what it says (RFC 8216bis sections 4.4.3 to 4.4.5). It never changes.</summary>
internal sealed class MediaPlaylist
{
    private readonly IReadOnlyList<NamedUri> _named;

    internal MediaPlaylist(
        ReadOnlyMemory<byte> body,
        IReadOnlyList<PlaylistLine> lines,
        IReadOnlyList<MediaSegment> segments,
        IReadOnlyList<MediaPart> nextParts,
        IReadOnlyList<PreloadHint> hints,
        IReadOnlyList<NamedUri> named)
    {
        Body = body;
        Lines = lines;
        Segments = segments;
        NextParts = nextParts;
        Hints = hints;
        _named = named;
        DurationSeconds = segments.Sum(static segment => segment.DurationSeconds);
    }

    /// <summary>What the origin sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The protocol version it asks of clients; 1 if it does not say.</summary>
    public required int Version { get; init; }

    /// <summary>The media sequence number of its first segment, 0 to 2^53.</summary>
    public required long MediaSequence { get; init; }

    /// <summary>The longest a segment plays, in whole seconds, at least 1; the longest segment's if the tag is missing.</summary>
    public required int TargetDurationSeconds { get; init; }

    /// <summary>The longest a part plays (PART-TARGET), in seconds; null if it has none.</summary>
    public required double? PartTargetSeconds { get; init; }

    /// <summary>Nothing will be added (EXT-X-ENDLIST).</summary>
    public required bool IsEnded { get; init; }

    /// <summary>The origin holds a request until there is news (CAN-BLOCK-RELOAD=YES).</summary>
    public required bool CanBlockReload { get; init; }

    /// <summary>The skip boundary (CAN-SKIP-UNTIL), in seconds from the end of the last segment; null if there are no delta updates.</summary>
    public required double? CanSkipUntilSeconds { get; init; }

    /// <summary>How far from the end to play when playing parts (PART-HOLD-BACK), in seconds; null if it does not say.</summary>
    public required double? PartHoldBackSeconds { get; init; }

    /// <summary>The media sequence number of the last complete segment; <see cref="MediaSequence"/> less one if there is none.</summary>
    public long LastMsn => MediaSequence + Segments.Count - 1;

    /// <summary>How many parts of segment <see cref="LastMsn"/> + 1 it lists.</summary>
    public int PartsOfNext => NextParts.Count;

    /// <summary>How long all complete segments play, in seconds.</summary>
    public double DurationSeconds { get; }

    /// <summary>The complete segments, in order.</summary>
    public IReadOnlyList<MediaSegment> Segments { get; }

    /// <summary>The parts listed after the last complete segment, of segment <see cref="LastMsn"/> + 1.</summary>
    public IReadOnlyList<MediaPart> NextParts { get; }

    /// <summary>Everything that comes next, parts and initialization sections.</summary>
    public IReadOnlyList<PreloadHint> Hints { get; }

    /// <summary>The part that comes next, if the playlist says so.</summary>
    public PreloadHint? Hint => Hints.FirstOrDefault(static hint => !hint.IsMap);

    /// <summary>Its lines, in order.</summary>
    internal IReadOnlyList<PlaylistLine> Lines { get; }

    /// <summary>The segment of that media sequence number, or null if it is not listed.</summary>
    public MediaSegment? Find(long msn) => msn >= MediaSequence && msn <= LastMsn ? Segments[(int)(msn - MediaSequence)] : null;

    /// <summary>Everything it names, in the order of its lines, save for URIs with variables.</summary>
    public IEnumerable<NamedUri> Named() => _named;

    /// <summary>
    /// Above 0 if this is newer than <paramref name="other"/>, below 0 if it is older, and 0 if it is as far. An ended one is the newest;
    /// then the last complete segment decides, then the parts after it, then the window: one that starts earlier and ends the same is
    /// older. Ask <see cref="HasRestarted"/> first, since the numbers of two runs do not compare.
    /// </summary>
    public int CompareProgressTo(MediaPlaylist other) =>
        (IsEnded, LastMsn, PartsOfNext, MediaSequence).CompareTo((other.IsEnded, other.LastMsn, other.PartsOfNext, other.MediaSequence));

    /// <summary>
    /// Whether this is of another run of the origin than <paramref name="previous"/>, rather than an old copy of the same run. It is, if
    /// <list type="number">
    /// <item>the previous one had ended and this one goes on beyond its end; or</item>
    /// <item>it is behind by number and yet later by date (EXT-X-PROGRAM-DATE-TIME on both, where the last segment ends): an old copy is earlier; or</item>
    /// <item>without dates, it is behind by number, no URI of its segments is among the previous one's, and either a number that both list
    /// has another URI, or a whole window of the previous one lies between the two: copies lag by segments, new runs start from near 0.</item>
    /// </list>
    /// A run that starts again with the same names and no dates looks like an old copy, and is taken for one until it overtakes.
    /// </summary>
    public bool HasRestarted(MediaPlaylist previous)
    {
        if (previous.IsEnded && !IsEnded && LastMsn > previous.LastMsn)
        {
            return true;
        }

        if (LastMsn >= previous.LastMsn || Segments.Count == 0)
        {
            return false;
        }

        if (EndDate() is { } end && previous.EndDate() is { } before)
        {
            return end > before;
        }

        var known = previous.Segments.Select(static segment => (segment.Uri, segment.Range)).ToHashSet();
        return !Segments.Any(segment => known.Contains((segment.Uri, segment.Range)))
            && (LastMsn >= previous.MediaSequence || LastMsn + previous.Segments.Count < previous.MediaSequence);
    }

    private DateTimeOffset? EndDate()
    {
        var after = 0.0;
        for (var index = Segments.Count - 1; index >= 0; index--)
        {
            after += Segments[index].DurationSeconds;
            if (Segments[index].ProgramDateTime is { } start)
            {
                // A date at the very end of the calendar has no end.
                return after < (DateTimeOffset.MaxValue - start).TotalSeconds ? start.AddSeconds(after) : null;
            }
        }

        return null;
    }
}
