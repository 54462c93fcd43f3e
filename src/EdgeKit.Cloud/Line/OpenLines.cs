namespace EdgeKit.Cloud.Line;

/// <summary>The lines that are open now: how a kit is reached that no one can call.</summary>
internal sealed class OpenLines
{
    /// <summary>The most; each takes some hundred KiB.</summary>
    public const int Most = 5_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KitLine> _byKit = new(StringComparer.Ordinal);

    /// <summary>The line of a kit; null where it has none.</summary>
    public KitLine? Of(string kit)
    {
        lock (_gate)
        {
            return _byKit.GetValueOrDefault(kit);
        }
    }

    /// <summary>Notes a line; one that the kit had before is let go, since a kit opens another when it has lost one.</summary>
    /// <returns>False if there are too many.</returns>
    public bool TryOpen(KitLine line)
    {
        lock (_gate)
        {
            if (_byKit.GetValueOrDefault(line.Kit) is { } before)
            {
                // Within the lock: once it is closed nobody ends it any more.
                before.End();
                _byKit.Remove(line.Kit);
            }

            return _byKit.Count < Most && _byKit.TryAdd(line.Kit, line);
        }
    }

    /// <summary>Notes that a line has ended.</summary>
    public void Close(KitLine line)
    {
        lock (_gate)
        {
            if (_byKit.GetValueOrDefault(line.Kit) == line)
            {
                _byKit.Remove(line.Kit);
            }
        }
    }
}
