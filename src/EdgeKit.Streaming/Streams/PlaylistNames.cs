using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Hls;
using EdgeKit.Streaming.Origins;

namespace EdgeKit.Streaming.Streams;

/// <summary>Puts what a media playlist names into its stream's table, and moves the window on.</summary>
/// <param name="stream">The stream.</param>
/// <param name="path">The playlist's canonical path.</param>
internal sealed class PlaylistNames(LiveStream stream, string path)
{
    private Dictionary<string, string?> _resolved = new(StringComparer.Ordinal);
    private Origin? _resolvedFor;

    /// <summary>Names it all. Names that left the window are forgotten.</summary>
    public void Name(PlaylistVersion version, LiveWindow window)
    {
        var playlist = version.Playlist;
        var resolved = Resolve(version);
        window.Oldest = Oldest(playlist, stream.Options.Window);
        var parts = new Dictionary<long, List<ObjectKey>>();
        foreach (var named in playlist.Named())
        {
            if (resolved.GetValueOrDefault(named.Uri) is not { } target)
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
            NameHint(resolved.GetValueOrDefault(hint.Uri), version, window, hint);
        }

        stream.Names.Forget(window);
    }

    // One version says nearly what the one before it said: only what is new must be found out.
    private Dictionary<string, string?> Resolve(PlaylistVersion version)
    {
        var from = version.Fetch.Origin;
        var known = ReferenceEquals(_resolvedFor, from) ? _resolved : [];
        var resolved = new Dictionary<string, string?>(known.Count, StringComparer.Ordinal);
        foreach (var uri in version.Playlist.Named().Select(static named => named.Uri).Concat(version.Playlist.Hints.Select(static hint => hint.Uri)))
        {
            if (!resolved.ContainsKey(uri))
            {
                resolved[uri] = known.TryGetValue(uri, out var before) ? before
                    : MediaPath.TryResolve(path, uri, stream.Origins.All, from, out var target) ? target
                    : null;
            }
        }

        (_resolved, _resolvedFor) = (resolved, from);
        return resolved;
    }

    // A hint without an end is the rest of a resource that grows: it is followed, not held back until it is whole. A resource that is
    // hinted at as it grows is never taken for the whole of it.
    private void NameHint(string? target, PlaylistVersion version, LiveWindow window, PreloadHint hint)
    {
        if (target is not null)
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
