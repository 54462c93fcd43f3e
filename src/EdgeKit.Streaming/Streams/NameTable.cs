using System.Collections.Concurrent;
using EdgeKit.Streaming.Cache;

namespace EdgeKit.Streaming.Streams;

/// <summary>What the playlists of one stream name now. Only that is kept when it has been fetched.</summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<(string Path, NamedRange? Range), Placement> _placements = new();
    private readonly ConcurrentDictionary<string, (LiveWindow Window, long Number)> _alone = new(StringComparer.Ordinal);

    /// <summary>How many names there are.</summary>
    public int Count => _placements.Count;

    /// <summary>Names an object. What is named again as the same goes on from there.</summary>
    public void Name(string path, NamedRange? range, Placement placement)
    {
        if (_placements.TryGetValue((path, range), out var before) && before.Kind == placement.Kind && ReferenceEquals(before.Window, placement.Window)
            && before.IsListed == placement.IsListed && before.Parts.Count == placement.Parts.Count)
        {
            before.Number = placement.Number;
            return;
        }

        _placements[(path, range)] = placement;
    }

    /// <summary>Says that what is at <paramref name="path"/> is for each viewer alone: a key.</summary>
    public void NameAlone(string path, LiveWindow window, long number) => _alone[path] = (window, number);

    /// <summary>Whether each viewer must ask the origin itself.</summary>
    public bool IsAlone(string path) => _alone.ContainsKey(path);

    /// <summary>
    /// What is named, as a request spells it: with its query if a playlist names it so, else without, so that no query that a viewer
    /// makes up leads past the cache.
    /// </summary>
    public (string Path, NamedRange? Range, Placement Placement)? Find(string path, string query, NamedRange? range)
    {
        foreach (var spelt in query.Length > 0 ? [path + query, path] : new[] { path })
        {
            if (range is not null && _placements.TryGetValue((spelt, range), out var placement))
            {
                return (spelt, range, placement);
            }

            if (_placements.TryGetValue((spelt, null), out placement))
            {
                return (spelt, null, placement);
            }
        }

        return null;
    }

    /// <summary>Forgets the names that left <paramref name="window"/>.</summary>
    public void Forget(LiveWindow window)
    {
        foreach (var (name, placement) in _placements)
        {
            if (ReferenceEquals(placement.Window, window) && placement.HasLeft)
            {
                _placements.TryRemove(name, out _);
            }
        }

        foreach (var (path, alone) in _alone)
        {
            if (ReferenceEquals(alone.Window, window) && alone.Number < window.Oldest)
            {
                _alone.TryRemove(path, out _);
            }
        }
    }
}
