namespace EdgeKit.Uplink.Outages;

/// <summary>How long this kit's outages lasted, the last <see cref="Kept"/> of them, and what that says about the next minutes.</summary>
internal sealed class OutageHistory
{
    /// <summary>How many count.</summary>
    public const int Kept = 200;

    private const double Wanted = 0.8;

    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

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

    /// <summary>For how long without the cloud to be ready: four of five known outages were no longer. Half an hour where none is known, 5 min to 8 h.</summary>
    public TimeSpan Typical()
    {
        double[] known;
        lock (_gate)
        {
            known = [.. _seconds.Order()];
        }

        if (known.Length == 0)
        {
            return Unknown;
        }

        var typical = TimeSpan.FromSeconds(known[(int)Math.Ceiling(Wanted * known.Length) - 1]);
        return typical < Shortest ? Shortest : typical > Longest ? Longest : typical;
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
