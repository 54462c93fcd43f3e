namespace EdgeKit.Streaming.Dash;

/// <summary>
/// The segments that a SegmentTimeline lists (ISO/IEC 23009-1 5.3.9.6), kept as runs of equal ones, so that a long one costs little.
/// Times are in units of the timescale.
/// </summary>
internal sealed class DashTimeline
{
    private readonly List<Run> _runs = [];

    private DashTimeline()
    {
    }

    /// <summary>How many segments it lists; those of a run without an end (r = -1 in the last one) are not counted beyond its first.</summary>
    public long Count { get; private set; }

    /// <summary>When its last segment starts; of a run without an end, when its first does. Null if it lists none.</summary>
    public long? LastTime => _runs is [.., var last] ? last.Time + ((last.IsOpen ? 0 : last.Repeats) * last.Duration) : null;

    /// <summary>Reads a SegmentTimeline. What makes no sense in it is left out, as players do.</summary>
    public static DashTimeline Read(DashElement timeline)
    {
        var read = new DashTimeline();
        var entries = timeline.Children("S").ToList();
        var time = 0L;
        for (var index = 0; index < entries.Count; index++)
        {
            var next = index + 1 < entries.Count ? entries[index + 1].Whole("t") : null;
            time = read.Add(entries[index], time, next);
        }

        return read;
    }

    /// <summary>Whether a segment starts then.</summary>
    public bool HasTime(long time)
    {
        foreach (var run in _runs)
        {
            var since = time - run.Time;
            if (since >= 0 && since % run.Duration == 0 && (run.IsOpen || since / run.Duration <= run.Repeats))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a segment has that number, counted from <paramref name="startNumber"/>.</summary>
    public bool HasNumber(long number, long startNumber) => number >= startNumber && (number - startNumber < Count || _runs is [.., { IsOpen: true }]);

    private long Add(DashElement entry, long time, long? next)
    {
        time = entry.Whole("t") ?? time;
        if (entry.Whole("d", least: 1) is not { } duration)
        {
            return time;
        }

        var repeats = entry.Whole("r", least: -1) ?? 0;
        if (repeats < 0 && next is { } until)
        {
            repeats = Math.Max(0, ((until - time + duration - 1) / duration) - 1);
        }

        var isOpen = repeats < 0;
        repeats = Math.Clamp(repeats, 0, (long.MaxValue / 4 / duration) - 1 is > 0 and var most ? most : 0);
        _runs.Add(new Run(time, duration, repeats, isOpen));
        Count = Math.Min(Count + repeats + 1, long.MaxValue / 4);
        return Math.Min(time + ((repeats + 1) * duration), long.MaxValue / 2);
    }

    private readonly record struct Run(long Time, long Duration, long Repeats, bool IsOpen);
}
