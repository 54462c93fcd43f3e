namespace EdgeKit.Uplink.Line;

/// <summary>
/// How many batches may be under way on a line: as many as land in a round trip and a reserve. TCP finds the pace; this bounds what waits in a
/// thin link's queue.
/// </summary>
internal sealed class LineWindow(TimeProvider time)
{
    /// <summary>How many on a new line: more would wait in a thin link's queue, and be lost with it.</summary>
    public const int First = 4;

    // Some 50 KiB on their way: they fill a link of 600 kbit/s and 600 ms, and beyond that the cloud takes as long to keep them.
    private const int Most = 32;

    private const int LandingsKept = 16;
    private const int LandingsNeeded = 4;

    // Enough to keep the line busy while a lost packet is sent again, and little enough that a cut costs a second or two of it.
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(1500);

    // Several may land at one word of the cloud; none faster than this each.
    private static readonly TimeSpan Quickest = TimeSpan.FromMilliseconds(1);

    private readonly Queue<long> _landings = new(LandingsKept + 1);
    private TimeSpan _roundTrip = TimeSpan.MaxValue;

    /// <summary>How many may be now.</summary>
    public int Batches { get; private set; } = First;

    /// <summary>A batch landed.</summary>
    /// <param name="took">From when it was handed over.</param>
    public void Landed(TimeSpan took)
    {
        _roundTrip = Durations.Shorter(_roundTrip, took);
        _landings.Enqueue(time.GetTimestamp());
        if (_landings.Count > LandingsKept)
        {
            _landings.Dequeue();
        }

        if (_landings.Count >= LandingsNeeded)
        {
            var each = Durations.Longer(time.GetElapsedTime(_landings.Peek()) / (_landings.Count - 1), Quickest);
            Batches = (int)Math.Clamp((_roundTrip + Reserve) / each, First, Most);
        }
    }

    /// <summary>Nothing is under way any more: how far apart single orders come says nothing of the line.</summary>
    public void Rests() => _landings.Clear();
}
