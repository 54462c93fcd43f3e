namespace EdgeKit.Power.History;

/// <summary>One quantity over time: a quarter of an hour by seconds, a few hours by minutes; older ones are stored.</summary>
internal sealed class Series
{
    /// <summary>Minutes in a block, and seconds that are kept for each of them.</summary>
    public const int BlockMinutes = 15;

    // A minute more than a block: it is summed up when the next has begun.
    private const int SecondsKept = (BlockMinutes + 1) * 60;

    /// <summary>By seconds since 1970.</summary>
    public Spans Seconds { get; } = new(SecondsKept);

    /// <summary>By minutes since 1970: this block and the one before it.</summary>
    public Spans Minutes { get; } = new(2 * BlockMinutes);

    /// <summary>Takes a value. Of several in one second, the later ones weigh more.</summary>
    public void Take(DateTimeOffset at, double value)
    {
        var second = at.ToUnixTimeSeconds();
        var (one, before) = ((float)value, Seconds[second]);
        Seconds.Set(second, before.Has ? new Rollup(Math.Min(before.Least, one), (before.Mean + one) / 2, Math.Max(before.Most, one)) : new Rollup(one, one, one));
    }

    /// <summary>Sums up the minutes of a block whose seconds are still there.</summary>
    public void SumUp(long block)
    {
        for (var minute = block * BlockMinutes; minute < (block + 1) * BlockMinutes; minute++)
        {
            Minutes.Set(minute, Rollup.Of(Enumerable.Range(0, 60).Select(second => Seconds[(minute * 60) + second])));
        }
    }
}
