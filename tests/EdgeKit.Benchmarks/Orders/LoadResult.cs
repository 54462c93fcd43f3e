namespace EdgeKit.Benchmarks.Orders;

/// <summary>What a run of the load gave.</summary>
/// <param name="Times">How long each accepted order took, in order of size.</param>
/// <param name="Took">In this time.</param>
internal sealed record LoadResult(IReadOnlyList<TimeSpan> Times, TimeSpan Took)
{
    /// <summary>Orders accepted.</summary>
    public int Orders => Times.Count;

    /// <summary>Half were answered faster.</summary>
    public TimeSpan Median => Times[Times.Count / 2];

    /// <summary>99 of 100 were answered faster.</summary>
    public TimeSpan P99 => Times[(int)(Times.Count * 0.99)];

    /// <summary>Orders a second.</summary>
    public double Rate => Orders / Took.TotalSeconds;

    /// <summary>Sums up the times of a run.</summary>
    public static LoadResult Of(List<TimeSpan> times, TimeSpan took)
    {
        times.Sort();
        return new LoadResult(times, took);
    }

    /// <summary>Several runs as one.</summary>
    public static LoadResult Of(IEnumerable<LoadResult> runs)
    {
        var all = runs.ToList();
        return Of([.. all.SelectMany(static run => run.Times)], all.Aggregate(TimeSpan.Zero, static (sum, run) => sum + run.Took));
    }
}
