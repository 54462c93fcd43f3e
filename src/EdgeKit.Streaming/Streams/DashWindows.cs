using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Dash;

namespace EdgeKit.Streaming.Streams;

/// <summary>
/// The live windows of a DASH manifest's representations. Most of its segments have no list, only numbers or times, so the newest ones that
/// the origin gave are the window: what a viewer makes up does not move it.
/// </summary>
internal sealed class DashWindows
{
    private const int Kept = 30;
    private const int Ahead = 3;
    private const int MostRepresentations = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Representation> _representations = new(StringComparer.Ordinal);

    /// <summary>Where a segment stands; null if it is none that can be there.</summary>
    public Placement? Place(DashMatch match)
    {
        lock (_gate)
        {
            if (match.IsListed is false || Find(match.Representation.Id) is not { } found)
            {
                return null;
            }

            if (match.Kind is DashMatchKind.Initialization)
            {
                return new Placement(ObjectKind.Map, found.Window, long.MaxValue - 1) { IsListed = true };
            }

            var number = match.Numbers.Time ?? match.Numbers.Number ?? 0;
            var isNear = match.IsListed is true || found.Came.Count == 0 || (number >= found.Came.Min && number <= found.Came.Max + Ahead);
            return isNear ? new Placement(ObjectKind.Segment, found.Window, number) { IsListed = match.IsListed is true, Came = () => Came(found, number) } : null;
        }
    }

    /// <summary>The origin started again, or nobody watches: nothing of before is used.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var representation in _representations.Values)
            {
                representation.Window.Close();
            }

            _representations.Clear();
        }
    }

    private Representation? Find(string id)
    {
        if (!_representations.TryGetValue(id, out var found) && _representations.Count < MostRepresentations)
        {
            _representations[id] = found = new Representation(new LiveWindow { IsWatched = true }, []);
        }

        return found;
    }

    private void Came(Representation representation, long number)
    {
        lock (_gate)
        {
            if (!representation.Window.IsClosed && representation.Came.Add(number) && representation.Came.Count > Kept)
            {
                representation.Came.Remove(representation.Came.Min);
                representation.Window.Oldest = representation.Came.Min;
            }
        }
    }

    private sealed record Representation(LiveWindow Window, SortedSet<long> Came);
}
