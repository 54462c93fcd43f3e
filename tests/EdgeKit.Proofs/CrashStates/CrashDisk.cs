namespace EdgeKit.Proofs.CrashStates;

/// <summary>
/// A disk that a history is played to. It knows at every moment what is surely on it, and makes the states in which a power
/// cut may leave it. It assumes no more than POSIX promises: a flush keeps a file's content, only a flush of the directory keeps its names.
/// </summary>
internal sealed class CrashDisk(IReadOnlyList<FileChange> history)
{
    private const int Sector = 512;
    private const int Page = 4096;

    private readonly Dictionary<string, CrashFile> _names = new(StringComparer.Ordinal);
    private readonly List<(int Left, string Name, CrashFile? File)> _pendingNames = [];
    private readonly Dictionary<string, CrashFile> _seen = new(StringComparer.Ordinal);
    private readonly List<(FileChange Sync, CrashFile? File)> _syncs = [];
    private int _next;

    /// <summary>Plays what was begun before <paramref name="moment"/>. Moments only go on.</summary>
    public void PlayTo(int moment)
    {
        while (_next < history.Count && history[_next].Entered < moment)
        {
            FlushDone(history[_next].Entered);
            Play(history[_next++]);
        }

        FlushDone(moment);
    }

    /// <summary>One state that a power cut now may leave.</summary>
    /// <returns>The files by name.</returns>
    public Dictionary<string, byte[]> Cut(CrashMode mode, Random random)
    {
        var survivors = Survivors(mode, random);
        var names = new Dictionary<string, CrashFile>(_names, StringComparer.Ordinal);
        foreach (var (_, name, file) in _pendingNames.Take(mode == CrashMode.Everything ? _pendingNames.Count : random.Next(_pendingNames.Count + 1)))
        {
            if (file is null)
            {
                names.Remove(name);
            }
            else
            {
                names[name] = file;
            }
        }

        return names.ToDictionary(
            static named => named.Key, named => named.Value.After(survivors.TryGetValue(named.Value, out var kept) ? kept : []), StringComparer.Ordinal);
    }

    private static IEnumerable<FileChange> Pieces(FileChange change, int size)
    {
        if (change is not FileChange.Write write)
        {
            yield return change;
            yield break;
        }

        for (var at = 0; at < write.Data.Length;)
        {
            var length = (int)Math.Min(size - ((write.Offset + at) % size), write.Data.Length - at);
            yield return write with { Offset = write.Offset + at, Data = write.Data.Slice(at, length) };
            at += length;
        }
    }

    private static IEnumerable<FileChange> Torn(FileChange change, int size, Random random)
    {
        var pieces = Pieces(change, size).ToArray();
        return pieces.Take(random.Next(pieces.Length));
    }

    private Dictionary<CrashFile, List<FileChange>> Survivors(CrashMode mode, Random random)
    {
        var pending = _seen.Values.Concat(_names.Values).Concat(_pendingNames.Select(static entry => entry.File).OfType<CrashFile>()).Distinct()
            .SelectMany(static file => file.Pending.Select(change => (File: file, Change: change)))
            .OrderBy(static entry => entry.Change.Entered).ToArray();
        var first = random.Next(pending.Length + 1);
        var kept = mode switch
        {
            CrashMode.Everything => pending,
            CrashMode.Nothing => [],
            CrashMode.DroppedTail => pending.Take(first),
            CrashMode.TornSector => pending.Take(first).Concat(pending.Skip(first).Take(1).SelectMany(last => Torn(last.Change, Sector, random).Select(piece => (last.File, piece)))),
            CrashMode.TornPage => pending.Take(first).Concat(pending.Skip(first).Take(1).SelectMany(last => Torn(last.Change, Page, random).Select(piece => (last.File, piece)))),
            CrashMode.Reordered => pending.Where(_ => random.Next(2) == 0),
            CrashMode.ScatteredSectors => pending.SelectMany(entry => Pieces(entry.Change, Sector).Select(piece => (entry.File, piece))).Where(_ => random.Next(2) == 0),
            CrashMode.ScatteredPages => pending.SelectMany(entry => Pieces(entry.Change, Page).Select(piece => (entry.File, piece))).Where(_ => random.Next(2) == 0),
        };

        return kept.ToArray().GroupBy(static entry => entry.Item1).ToDictionary(static group => group.Key, static group => group.Select(static entry => entry.Item2).ToList());
    }

    private void FlushDone(int moment)
    {
        foreach (var (sync, file) in _syncs.Where(entry => entry.Sync.Left < moment).ToArray())
        {
            _syncs.Remove((sync, file));
            if (file is null)
            {
                KeepNames(sync.Entered);
            }
            else
            {
                file.Flush(sync.Entered);
            }
        }
    }

    private void KeepNames(int entered)
    {
        foreach (var (_, name, file) in _pendingNames.Where(entry => entry.Left < entered))
        {
            if (file is null)
            {
                _names.Remove(name);
            }
            else
            {
                _names[name] = file;
            }
        }

        _pendingNames.RemoveAll(entry => entry.Left < entered);
    }

    private void Play(FileChange change)
    {
        switch (change)
        {
            case FileChange.Open open when !_seen.ContainsKey(open.Name):
                _seen[open.Name] = new CrashFile();
                _pendingNames.Add((open.Left, open.Name, _seen[open.Name]));
                break;
            case FileChange.Open { Truncates: true } open:
                _seen[open.Name].Pending.Add(new FileChange.Resize(open.Entered, open.Left, open.Name, 0));
                break;
            case FileChange.Open:
                break;
            case FileChange.Write write:
                _seen[write.Name].Pending.Add(write);
                break;
            case FileChange.Resize resize:
                _seen[resize.Name].Pending.Add(resize);
                break;
            case FileChange.Unlink unlink:
                _seen.Remove(unlink.Name);
                _pendingNames.Add((unlink.Left, unlink.Name, null));
                break;
            case FileChange.Rename rename:
                _seen.Remove(rename.Name, out var moved);
                _seen[rename.NewName] = moved!;
                _pendingNames.Add((rename.Left, rename.Name, null));
                _pendingNames.Add((rename.Left, rename.NewName, moved));
                break;
            case FileChange.Sync sync:
                _syncs.Add((sync, _seen[sync.Name]));
                break;
            case FileChange.SyncNames:
                _syncs.Add((change, null));
                break;
            default:
                throw new ArgumentException($"{change} is not understood", nameof(change));
        }
    }
}
