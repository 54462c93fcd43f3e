using EdgeKit.Streaming.Ladder;
using EdgeKit.Streaming.Origins;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Cache;

/// <summary>
/// Every object of every stream, within one budget of memory. One object has one fill, which the cache owns: a viewer that leaves never
/// ends it for the others.
/// </summary>
internal sealed partial class SegmentCache(
    StreamingOptions options, OngoingWork work, UplinkMeter uplink, StreamingMetrics metrics, TimeProvider time, ILogger<SegmentCache> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, CacheObject> _objects = [];
    private readonly ChunkPool _pool = new(options.Memory);

    /// <summary>Bytes of memory that media takes.</summary>
    public long Lent => _pool.Lent;

    /// <summary>The largest object that is passed on: a quarter of the memory, at most 64 MiB.</summary>
    public long MostObjectBytes { get; } = Math.Min(options.Memory / 4, 64L << 20);

    /// <summary>Objects that are there or on their way.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _objects.Count;
            }
        }
    }

    /// <summary>The object of <paramref name="key"/> with a lease on it that the caller ends; a fill is started where there is none.</summary>
    public (CacheObject Object, Opening Opening) Open(ObjectKey key, Placement placement, OriginSet origins)
    {
        CacheObject made;
        lock (_gate)
        {
            if (Find(key) is { } found && found.TryLease())
            {
                return (found, found.State is ObjectState.Complete ? Opening.Hit : Opening.Coalesced);
            }

            made = new CacheObject(key, placement, time.GetTimestamp());
            Replace(made);
            made.TryLease();
            made.TryLease();
        }

        var fill = new Fill(made, this, origins, uplink, metrics, time, logger);
        _ = work.RunAsync(fill.RunAsync);
        return (made, Opening.Miss);
    }

    /// <summary>Whether <paramref name="key"/> is there or on its way.</summary>
    public bool Has(ObjectKey key)
    {
        lock (_gate)
        {
            return Find(key) is not null;
        }
    }

    /// <summary>The complete object of <paramref name="key"/> with a lease on it, if it is there.</summary>
    public CacheObject? TryOpenComplete(ObjectKey key)
    {
        lock (_gate)
        {
            return Find(key) is { State: ObjectState.Complete, Head.Status: 200 } found && found.TryLease() ? found : null;
        }
    }

    /// <summary>Puts a complete object in place, unless one is there.</summary>
    public void Put(CacheObject made)
    {
        lock (_gate)
        {
            if (Find(made.Key) is null)
            {
                Replace(made);
                return;
            }
        }

        made.Evict(isBehind: false);
    }

    /// <summary>Takes an object out of use.</summary>
    public void Drop(CacheObject dropped, bool isBehind = false)
    {
        lock (_gate)
        {
            if (_objects.TryGetValue(dropped.Key, out var found) && ReferenceEquals(found, dropped))
            {
                _objects.Remove(dropped.Key);
            }
        }

        dropped.Evict(isBehind);
    }

    /// <summary>Drops what has left its window and what is remembered no longer. Whoever still reads something that left is cut off.</summary>
    public void Sweep()
    {
        List<CacheObject> left;
        lock (_gate)
        {
            left = [.. _objects.Values.Where(kept => !IsUsable(kept) || (kept.Placement.Window is not null && kept.Placement.HasLeft))];
        }

        left.ForEach(gone => Drop(gone, isBehind: true));
    }

    /// <summary>Memory for an object that fills; null when even dropping what can be dropped does not give it.</summary>
    public Chunk? TryRent(long wanted) => _pool.TryRent(wanted) ?? (MakeRoom() ? _pool.TryRent(wanted) : null);

    // What stood there is of no use any more, and its memory must not stay behind.
    private void Replace(CacheObject made)
    {
        if (_objects.TryGetValue(made.Key, out var before))
        {
            before.Evict(isBehind: false);
        }

        _objects[made.Key] = made;
    }

    private CacheObject? Find(ObjectKey key)
    {
        if (_objects.TryGetValue(key, out var found))
        {
            return IsUsable(found) ? found : null;
        }

        // The hint named it without its end; now that the part is there, its end is known.
        return key.Range is { Length: > 0 } range
            && _objects.TryGetValue(key with { Range = range with { Length = -1 } }, out var hinted)
            && hinted is { State: ObjectState.Complete } && hinted.Published == range.Length
            ? hinted
            : null;
    }

    private bool IsUsable(CacheObject found) => found.Placement.Window is not { IsClosed: true } && IsRemembered(found);

    private bool IsRemembered(CacheObject found) => found.UsableUntil is not { } until || time.GetTimestamp() < until;

    // What left the window goes first, then what nobody watches, then the oldest; a sixteenth of the budget at a time.
    private bool MakeRoom()
    {
        List<CacheObject> candidates;
        lock (_gate)
        {
            candidates =
            [
                .. _objects.Values
                    .Where(static kept => kept.State is ObjectState.Complete && kept.Memory > 0)
                    .OrderByDescending(static kept => kept.Placement.HasLeft)
                    .ThenBy(static kept => kept.Placement.Window?.IsWatched ?? false)
                    .ThenBy(static kept => kept.Placement.Kind is ObjectKind.Map)
                    .ThenBy(static kept => kept.StartedAt),
            ];
        }

        var before = _pool.Lent;
        foreach (var candidate in candidates)
        {
            Drop(candidate);

            // A segment and its parts share their chunks, which go when all have gone.
            foreach (var part in candidate.Placement.Parts)
            {
                if (TryOpenComplete(part) is { } held)
                {
                    Drop(held);
                    held.EndLease();
                }
            }

            if (before - _pool.Lent >= _pool.Budget / 16)
            {
                break;
            }
        }

        metrics.Evicted();
        if (before == _pool.Lent)
        {
            LogFull(_pool.Lent >> 20);
        }

        return _pool.Lent < before;
    }

    [LoggerMessage(5010, LogLevel.Warning, "The memory for streams is used up: {Lent} MiB are on their way to viewers; raise live.memory or lower the bitrate")]
    private partial void LogFull(long lent);
}
