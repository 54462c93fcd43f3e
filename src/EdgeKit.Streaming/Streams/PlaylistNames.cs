using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Streams;

/// <summary>Puts what a media playlist names into its stream's table, and moves the window on.</summary>
internal static class PlaylistNames
{
    /// <summary>Names it all. Names that left the window are forgotten.</summary>
    public static void Name(LiveStream stream, string path, PlaylistVersion version, LiveWindow window)
    {
        var playlist = version.Playlist;
        window.Oldest = Oldest(playlist, stream.Options.Window);
        var parts = new Dictionary<long, List<ObjectKey>>();
        foreach (var named in playlist.Named())
        {
            if (!MediaPath.TryResolve(path, named.Uri, stream.Origins.All, version.Fetch.Origin, out var target))
            {
                continue;
            }

            var range = named.Range is { } bytes ? new NamedRange(bytes.Offset, bytes.Length) : (NamedRange?)null;
            switch (named.Kind)
            {
                case NamedKind.Part:
                    if (!parts.TryGetValue(named.Msn, out var ofSegment))
                    {
                        parts[named.Msn] = ofSegment = [];
                    }

                    ofSegment.Add(new ObjectKey(stream.Name, target, range));
                    stream.Names.Name(target, range, new Placement(ObjectKind.Part, window, named.Msn) { IsListed = true });
                    break;
                case NamedKind.Segment:
                    stream.Names.Name(target, range, new Placement(ObjectKind.Segment, window, named.Msn) { Parts = Parts(playlist, parts, named.Msn), IsListed = true });
                    break;
                case NamedKind.Map:
                    stream.Names.Name(target, range, new Placement(ObjectKind.Map, window, playlist.LastMsn + 1) { IsListed = true });
                    break;
                case NamedKind.Key:
                    stream.Names.NameAlone(target, window, playlist.LastMsn + 1);
                    break;
                case NamedKind.PreloadHint or NamedKind.RenditionReport or NamedKind.Variant or NamedKind.Rendition or NamedKind.SessionData:
                    break;
            }
        }

        foreach (var hint in playlist.Hints)
        {
            NameHint(stream, path, version, window, hint);
        }

        stream.Names.Forget(window);
    }

    // A hint without an end is the rest of a resource that grows: it is followed, not held back until it is whole. A resource that is
    // hinted at as it grows is never taken for the whole of it.
    private static void NameHint(LiveStream stream, string path, PlaylistVersion version, LiveWindow window, PreloadHint hint)
    {
        if (MediaPath.TryResolve(path, hint.Uri, stream.Origins.All, version.Fetch.Origin, out var target))
        {
            var isRange = hint.Start is not null || hint.Length is not null;
            var kind = hint.IsMap ? ObjectKind.Map : isRange && hint.Length is null ? ObjectKind.Segment : ObjectKind.Part;
            stream.Names.Name(
                target,
                isRange ? new NamedRange(hint.Start ?? 0, hint.Length ?? -1) : null,
                new Placement(kind, window, version.Playlist.LastMsn + 1));
        }
    }

    // A playlist may list fewer parts of a segment than it has, once they are old: then it cannot be built from them.
    private static List<ObjectKey> Parts(MediaPlaylist playlist, Dictionary<long, List<ObjectKey>> parts, long msn) =>
        parts.TryGetValue(msn, out var listed) && playlist.Find(msn) is { } segment && segment.Parts.Count == listed.Count
            && Math.Abs(segment.Parts.Sum(static part => part.DurationSeconds) - segment.DurationSeconds) < 0.1
            ? listed
            : [];

    private static long Oldest(MediaPlaylist playlist, TimeSpan window)
    {
        var kept = 0.0;
        for (var index = playlist.Segments.Count - 1; index >= 0; index--)
        {
            kept += playlist.Segments[index].DurationSeconds;
            if (kept > window.TotalSeconds)
            {
                return playlist.Segments[index].Msn;
            }
        }

        return playlist.MediaSequence;
    }
}
