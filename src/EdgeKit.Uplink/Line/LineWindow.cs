using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>
/// How much may be under way on a line: as much as lands in three round trips, with which a pace that goes by what lands (BBR) begins, and a reserve, in batches of a tenth of a second
/// each. TCP finds the pace; this bounds what waits in a thin link's queue.
/// </summary>
/// <param name="records">Records in a batch to begin with, and at the least.</param>
/// <param name="time">The time.</param>
internal sealed class LineWindow(int records, TimeProvider time)
{
    // As much as TCP sends before it has heard anything (RFC 6928).
    private const int FirstBatches = 8;

    private const int LeastBatches = 4;
    private const int MostBatches = 32;
    private const int MostBatchesWithArrived = 64;

    // A batch is whole before anything of it is taken in.
    private const int MostRecords = 1_000;

    // Some 16 MiB of memory; packed they fill a link of 2 Mbit/s and 600 ms with what waits in its queue.
    private const int MostTogether = 32_000;

    private const int LandingsKept = 16;
    private const int LandingsNeeded = 4;

    // Enough to keep the line busy while a lost packet is sent again, and little enough that a cut costs a second or two of it.
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(1500);

    // A lost packet holds up all behind it and says nothing of the line: what has landed in a second before fades by half in some twenty batches.
    private const double Fading = 0.97;

    // Several may land at one word of the cloud; none faster than this each.
    private static readonly TimeSpan Quickest = TimeSpan.FromMilliseconds(1);

    // Landings come a fifth of a second apart on a thin link.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);

    private readonly Queue<(long At, int Records)> _landings = new(LandingsKept + 1);
    private TimeSpan _roundTrip = TimeSpan.MaxValue;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private long _landedAt;
    private double _second;
    private double _recordBytes = double.PositiveInfinity;

    /// <summary>How much may be now.</summary>
    public InOrderRoom Room { get; private set; } = First(records);

    /// <summary>How much on a new line: more would wait in a thin link's queue, and be lost with it.</summary>
    public static InOrderRoom First(int records) => new(FirstBatches, records);

    /// <summary>
    /// How much may be now, beside what has arrived and the cloud has said nothing of, since a packet was lost there or back; or the link would run dry until that has come. Only once its word is
    /// late: something on the way may receive in the cloud's place, and what that has is still under way.
    /// </summary>
    /// <param name="arrived">Bytes of that; asked for only then.</param>
    public InOrderRoom RoomBeside(Func<long> arrived)
    {
        if (!double.IsFinite(_recordBytes) || time.GetElapsedTime(_landedAt) < Late)
        {
            return Room;
        }

        var most = Math.Min(MostBatchesWithArrived, MostTogether / Room.Records);
        return Room with { Batches = Math.Max(Room.Batches, (int)Math.Min(Room.Batches + (arrived() / (_recordBytes * Room.Records)), most)) };
    }

    /// <summary>A batch landed.</summary>
    /// <param name="count">Its records.</param>
    /// <param name="bytes">Its bytes on the line.</param>
    /// <param name="took">From when it was handed over.</param>
    /// <param name="roundTrip">How long the way there and back takes with empty queues; longer where nobody knows.</param>
    public void Landed(int count, int bytes, TimeSpan took, TimeSpan roundTrip)
    {
        _recordBytes = bytes > 0 ? (double)bytes / count : _recordBytes;
        (_shortest, _roundTrip) = (Durations.Shorter(_shortest, took), Durations.Shorter(_roundTrip, Durations.Shorter(took, roundTrip)));
        if (_landings.Count > 0 && time.GetElapsedTime(_landedAt) > LossWatch.Gone)
        {
            // The time it was gone says nothing of what it carries, and what had waited lands at once: as much as is under way for as long as one takes.
            _landings.Clear();
            _landings.Enqueue((time.GetTimestamp() - (long)(_shortest.TotalSeconds * time.TimestampFrequency), 0));
        }

        _landedAt = time.GetTimestamp();
        _landings.Enqueue((_landedAt, count));
        if (_landings.Count > LandingsKept)
        {
            _landings.Dequeue();
        }

        if (_landings.Count >= LandingsNeeded)
        {
            // How many there were before the oldest of them is not known.
            var oldest = _landings.Peek();
            var each = Durations.Longer(time.GetElapsedTime(oldest.At) / (_landings.Count - 1), Quickest);
            var second = (_landings.Sum(static landing => landing.Records) - oldest.Records) / (_landings.Count - 1) / each.TotalSeconds;
            _second = Math.Max(second, _second * Fading);
            var batch = Math.Clamp((int)(_second / 10), Math.Min(records, MostRecords), Math.Max(records, MostRecords));
            var together = Math.Min(((3 * _roundTrip) + Reserve).TotalSeconds * _second, MostTogether);
            Room = new InOrderRoom((int)Math.Clamp(together / batch, LeastBatches, MostBatches), batch);
        }
    }

    /// <summary>Nothing is under way any more: how far apart single orders come says nothing of the line.</summary>
    public void Rests() => _landings.Clear();
}
