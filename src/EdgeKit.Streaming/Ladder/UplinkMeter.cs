namespace EdgeKit.Streaming.Ladder;

/// <summary>
/// What the uplink carries, measured while bodies come that were ready at their origin: those come as fast as the link lets them, while
/// a segment that grows comes as fast as it is made. The newest busy period counts a quarter.
/// </summary>
internal sealed class UplinkMeter(StreamingOptions options, TimeProvider time)
{
    private const double Newest = 0.25;
    private const long LeastBytes = 64 << 10;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private int _bulk;
    private long _bytes;
    private long _since;
    private double? _measured;

    /// <summary>Bytes a second; null before the first busy period.</summary>
    public double? BytesPerSecond
    {
        get
        {
            lock (_gate)
            {
                return options.Uplink > 0 ? options.Uplink : _measured;
            }
        }
    }

    /// <summary>A body that was ready at its origin comes, until disposed.</summary>
    public IDisposable Bulk()
    {
        lock (_gate)
        {
            if (_bulk++ == 0)
            {
                (_bytes, _since) = (0, time.GetTimestamp());
            }
        }

        return new Busy(this);
    }

    /// <summary>Bytes came.</summary>
    public void Came(int bytes)
    {
        lock (_gate)
        {
            _bytes += bytes;
            if (_bulk > 0 && time.GetElapsedTime(_since) > Longest)
            {
                Take();
            }
        }
    }

    private void Take()
    {
        var elapsed = time.GetElapsedTime(_since);
        if (_bytes >= LeastBytes && elapsed >= Shortest)
        {
            var rate = _bytes / elapsed.TotalSeconds;
            _measured = _measured is { } before ? (before * (1 - Newest)) + (rate * Newest) : rate;
        }

        (_bytes, _since) = (0, time.GetTimestamp());
    }

    private sealed class Busy(UplinkMeter meter) : IDisposable
    {
        public void Dispose()
        {
            lock (meter._gate)
            {
                if (--meter._bulk == 0)
                {
                    meter.Take();
                }
            }
        }
    }
}
