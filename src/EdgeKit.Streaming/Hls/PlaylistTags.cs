namespace EdgeKit.Streaming.Hls;

/// <summary>The names of the tags that we read, and what kind of playlist each belongs to.</summary>
internal static class PlaylistTags
{
    // The commonest first: most lines of a live playlist are the first four.
    private static readonly (byte[] Name, PlaylistTag Tag)[] Names =
    [
        ("EXTINF"u8.ToArray(), PlaylistTag.ExtInf),
        ("EXT-X-PART"u8.ToArray(), PlaylistTag.Part),
        ("EXT-X-PROGRAM-DATE-TIME"u8.ToArray(), PlaylistTag.ProgramDateTime),
        ("EXT-X-BYTERANGE"u8.ToArray(), PlaylistTag.ByteRange),
        ("EXT-X-BITRATE"u8.ToArray(), PlaylistTag.Bitrate),
        ("EXT-X-DISCONTINUITY"u8.ToArray(), PlaylistTag.Discontinuity),
        ("EXT-X-KEY"u8.ToArray(), PlaylistTag.Key),
        ("EXT-X-MAP"u8.ToArray(), PlaylistTag.Map),
        ("EXT-X-GAP"u8.ToArray(), PlaylistTag.Gap),
        ("EXT-X-DATERANGE"u8.ToArray(), PlaylistTag.DateRange),
        ("EXTM3U"u8.ToArray(), PlaylistTag.ExtM3U),
        ("EXT-X-VERSION"u8.ToArray(), PlaylistTag.Version),
        ("EXT-X-INDEPENDENT-SEGMENTS"u8.ToArray(), PlaylistTag.IndependentSegments),
        ("EXT-X-START"u8.ToArray(), PlaylistTag.Start),
        ("EXT-X-DEFINE"u8.ToArray(), PlaylistTag.Define),
        ("EXT-X-TARGETDURATION"u8.ToArray(), PlaylistTag.TargetDuration),
        ("EXT-X-MEDIA-SEQUENCE"u8.ToArray(), PlaylistTag.MediaSequence),
        ("EXT-X-DISCONTINUITY-SEQUENCE"u8.ToArray(), PlaylistTag.DiscontinuitySequence),
        ("EXT-X-ENDLIST"u8.ToArray(), PlaylistTag.EndList),
        ("EXT-X-PLAYLIST-TYPE"u8.ToArray(), PlaylistTag.PlaylistType),
        ("EXT-X-I-FRAMES-ONLY"u8.ToArray(), PlaylistTag.IFramesOnly),
        ("EXT-X-PART-INF"u8.ToArray(), PlaylistTag.PartInf),
        ("EXT-X-SERVER-CONTROL"u8.ToArray(), PlaylistTag.ServerControl),
        ("EXT-X-SKIP"u8.ToArray(), PlaylistTag.Skip),
        ("EXT-X-PRELOAD-HINT"u8.ToArray(), PlaylistTag.PreloadHint),
        ("EXT-X-RENDITION-REPORT"u8.ToArray(), PlaylistTag.RenditionReport),
        ("EXT-X-MEDIA"u8.ToArray(), PlaylistTag.Media),
        ("EXT-X-STREAM-INF"u8.ToArray(), PlaylistTag.StreamInf),
        ("EXT-X-I-FRAME-STREAM-INF"u8.ToArray(), PlaylistTag.IFrameStreamInf),
        ("EXT-X-SESSION-DATA"u8.ToArray(), PlaylistTag.SessionData),
        ("EXT-X-SESSION-KEY"u8.ToArray(), PlaylistTag.SessionKey),
        ("EXT-X-CONTENT-STEERING"u8.ToArray(), PlaylistTag.ContentSteering),
    ];

    /// <summary>The tag of that name, without the # before it and the colon after it.</summary>
    public static PlaylistTag Find(ReadOnlySpan<byte> name)
    {
        foreach (var (known, tag) in Names)
        {
            if (name.SequenceEqual(known))
            {
                return tag;
            }
        }

        return name.StartsWith("EXT"u8) ? PlaylistTag.Unknown : PlaylistTag.Comment;
    }

    /// <summary>Only a media playlist may have it (4.4.3, 4.4.4). Some of those are tolerated elsewhere, since players do so too.</summary>
    public static bool MakesMedia(PlaylistTag tag) => tag is PlaylistTag.ExtInf or PlaylistTag.TargetDuration or PlaylistTag.Part;

    /// <summary>Only a multivariant playlist may have it (4.4.6).</summary>
    public static bool MakesMultivariant(PlaylistTag tag) => tag is PlaylistTag.StreamInf or PlaylistTag.IFrameStreamInf or PlaylistTag.Media;

    /// <summary>It applies to one segment, or to those that follow, and goes when that segment is skipped (4.4.4, 6.2.5.1).</summary>
    public static bool AppliesToSegment(PlaylistTag tag) => tag is
        PlaylistTag.ExtInf or PlaylistTag.Part or PlaylistTag.ProgramDateTime or PlaylistTag.ByteRange or PlaylistTag.Bitrate
        or PlaylistTag.Discontinuity or PlaylistTag.Key or PlaylistTag.Map or PlaylistTag.Gap or PlaylistTag.Uri;

    /// <summary>It says nothing that we read, so its place alone says what it belongs to.</summary>
    public static bool BelongsWhereItStands(PlaylistTag tag) => tag is PlaylistTag.Blank or PlaylistTag.Comment or PlaylistTag.Unknown;
}
