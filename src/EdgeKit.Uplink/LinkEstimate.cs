namespace EdgeKit.Uplink;

/// <summary>What the last exchanges with the cloud tell of the next: moving averages, the newest a fifth.</summary>
internal sealed class LinkEstimate
{
    private const double Newest = 0.2;
    private const double UnknownSuccess = 0.5;

    private readonly Lock _gate = new();
    private double? _goodput;
    private double? _recordsPerSecond;
    private double? _roundTrip;
    private double _success = UnknownSuccess;

    /// <summary>Compressed bytes of records a second; null before the first exchange.</summary>
    public double? Goodput
    {
        get
        {
            lock (_gate)
            {
                return _goodput;
            }
        }
    }

    /// <summary>The share of exchanges that worked, from 0 to 1.</summary>
    public double Success
    {
        get
        {
            lock (_gate)
            {
                return _success;
            }
        }
    }

    /// <summary>A batch was acknowledged.</summary>
    /// <param name="records">In it.</param>
    /// <param name="bytes">Compressed.</param>
    /// <param name="took">From launch to answer.</param>
    /// <param name="together">Batches that shared the link meanwhile.</param>
    public void Landed(long records, int bytes, TimeSpan took, int together)
    {
        var seconds = Math.Max(took.TotalSeconds, 0.001);
        lock (_gate)
        {
            _goodput = Blend(_goodput, bytes * together / seconds);
            _recordsPerSecond = Blend(_recordsPerSecond, records * together / seconds);
            _roundTrip = Blend(_roundTrip, seconds);
            _success = (_success * (1 - Newest)) + Newest;
        }
    }

    /// <summary>An exchange failed.</summary>
    public void Failed()
    {
        lock (_gate)
        {
            _success *= 1 - Newest;
        }
    }

    /// <summary>How long <paramref name="records"/> take once the cloud is reached; null before the first exchange.</summary>
    public TimeSpan? TimeFor(long records)
    {
        lock (_gate)
        {
            return _recordsPerSecond is { } rate && _roundTrip is { } roundTrip
                ? TimeSpan.FromSeconds(Math.Min(roundTrip + (records / rate), TimeSpan.FromDays(365).TotalSeconds))
                : null;
        }
    }

    private static double Blend(double? before, double now) => before is { } known ? (known * (1 - Newest)) + (now * Newest) : now;
}
