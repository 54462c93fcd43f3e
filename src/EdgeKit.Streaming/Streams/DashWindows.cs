using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Dash;

namespace EdgeKit.Streaming.Streams;

/// <summary>
/// The live windows of a DASH manifest's representations. Its segments have no list, only numbers or times, so the newest ones that were
/// asked for are the window.
/// </summary>
internal sealed class DashWindows
{
    private const int Kept = 30;
    private const int MostRepresentations = 32;

    private readonly Dictionary<string, (LiveWindow Window, SortedSet<long> Numbers)> _windows = new(StringComparer.Ordinal);

    /// <summary>Where a segment stands.</summary>
    public Placement Place(DashMatch match)
    {
        var id = match.Representation.Id;
        if (!_windows.TryGetValue(id, out var representation))
        {
            if (_windows.Count == MostRepresentations)
            {
                return Placement.Unnamed;
            }

            _windows[id] = representation = (new LiveWindow { IsWatched = true }, []);
        }

        if (match.Kind is DashMatchKind.Initialization)
        {
            return new Placement(ObjectKind.Map, representation.Window, long.MaxValue);
        }

        var number = match.Numbers.Time ?? match.Numbers.Number ?? 0;
        if (representation.Numbers.Add(number) && representation.Numbers.Count > Kept)
        {
            representation.Numbers.Remove(representation.Numbers.Min);
            representation.Window.Oldest = representation.Numbers.Min;
        }

        return new Placement(ObjectKind.Segment, representation.Window, number);
    }
}
