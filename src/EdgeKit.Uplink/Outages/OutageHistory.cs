namespace EdgeKit.Uplink.Outages;

/// <summary>How long this kit's outages lasted, the last <see cref="Kept"/> of them, and what that says about the next minutes.</summary>
internal sealed class OutageHistory
{
    /// <summary>How many count.</summary>
    public const int Kept = 200;

    private const double Wanted = 0.8;

    private readonly Lock _gate = new();
    private readonly Queue<double> _seconds = new();

    /// <summary>How many are known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _seconds.Count;
            }
        }
    }

    /// <summary>All of them in seconds, oldest first.</summary>
    public IReadOnlyList<double> Seconds
    {
        get
        {
            lock (_gate)
            {
                return [.. _seconds];
            }
        }
    }

    /// <summary>Adds one that has ended.</summary>
    public void Add(TimeSpan outage)
    {
        lock (_gate)
        {
            _seconds.Enqueue(outage.TotalSeconds);
            if (_seconds.Count > Kept)
            {
                _seconds.Dequeue();
            }
        }
    }

    /// <summary>
    /// How much longer an outage lasts that has lasted <paramref name="elapsed"/>, and how sure that is. Of the n outages that lasted
    /// longer than this one has, the k-th shortest bounds the next with probability k/(n+1): no other assumption goes in.
    /// </summary>
    /// <returns>Null if no known outage lasted this long: then nothing honest can be said.</returns>
    public (TimeSpan Remaining, double Confidence)? Remaining(TimeSpan elapsed)
    {
        double[] longer;
        lock (_gate)
        {
            longer = [.. _seconds.Where(seconds => seconds > elapsed.TotalSeconds).Order()];
        }

        if (longer.Length == 0)
        {
            return null;
        }

        var rank = Math.Min(longer.Length, (int)Math.Ceiling(Wanted * (longer.Length + 1)));
        return (TimeSpan.FromSeconds(longer[rank - 1] - elapsed.TotalSeconds), (double)rank / (longer.Length + 1));
    }
}
