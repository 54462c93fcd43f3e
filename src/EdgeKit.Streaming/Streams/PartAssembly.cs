using EdgeKit.Streaming.Cache;

namespace EdgeKit.Streaming.Streams;

/// <summary>
/// Makes a whole segment of its parts, so that viewers of parts and of segments cost the uplink each byte once. Whether an origin's parts
/// put together are its segment is found out with the first one that was fetched both ways.
/// </summary>
internal static class PartAssembly
{
    /// <summary>Puts the segment into the cache if its parts are all there and its origin is known to make segments of them.</summary>
    public static void TryAssemble(LiveStream stream, ObjectKey key, Placement placement)
    {
        if (placement.Parts.Count == 0 || stream.Origins.Serving.PartsAreSegments is not true || stream.Cache.Has(key) || Open(stream, placement) is not { } parts)
        {
            return;
        }

        var segment = new CacheObject(key, placement, parts[^1].StartedAt);
        segment.Begin(parts[0].Head! with { ETag = null, Length = parts.Sum(static part => part.Published) }, parts[^1].HeadAt);
        parts.ForEach(segment.Share);
        segment.Complete();
        stream.Cache.Put(segment);
        parts.ForEach(static part => part.EndLease());
    }

    /// <summary>Finds out, once a segment was fetched whole, whether its parts are the same bytes.</summary>
    public static void Learn(LiveStream stream, CacheObject segment)
    {
        var origin = stream.Origins.Serving;
        if (segment.Placement.Parts.Count == 0 || origin.PartsAreSegments is not null || segment.State is not ObjectState.Complete
            || Open(stream, segment.Placement) is not { } parts)
        {
            return;
        }

        origin.PartsAreSegments = IsSame(segment, parts);
        parts.ForEach(static part => part.EndLease());
    }

    private static List<CacheObject>? Open(LiveStream stream, Placement placement)
    {
        var parts = new List<CacheObject>(placement.Parts.Count);
        foreach (var key in placement.Parts)
        {
            if (stream.Cache.TryOpenComplete(key) is not { } part)
            {
                parts.ForEach(static opened => opened.EndLease());
                return null;
            }

            parts.Add(part);
        }

        return parts;
    }

    private static bool IsSame(CacheObject segment, List<CacheObject> parts)
    {
        var whole = new ReadCursor(0);
        foreach (var part in parts)
        {
            var cursor = new ReadCursor(0);
            while (part.Read(ref cursor) is { Length: > 0 } bytes)
            {
                var other = segment.Read(ref whole);
                var length = Math.Min(bytes.Length, other.Length);
                if (length == 0 || !other.Span[..length].SequenceEqual(bytes.Span[..length]))
                {
                    return false;
                }

                cursor.Position += length;
                whole.Position += length;
            }
        }

        return whole.Position == segment.Published;
    }
}
