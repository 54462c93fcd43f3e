namespace EdgeKit.Benchmarks.Orders;

/// <summary>What a run of the load gave.</summary>
/// <param name="Orders">Orders accepted.</param>
/// <param name="Took">In this time.</param>
/// <param name="Median">Half were answered faster.</param>
/// <param name="P99">99 of 100 were answered faster.</param>
internal sealed record LoadResult(int Orders, TimeSpan Took, TimeSpan Median, TimeSpan P99)
{
    /// <summary>Orders a second.</summary>
    public double Rate => Orders / Took.TotalSeconds;

    /// <summary>Sums up the times of a run.</summary>
    public static LoadResult Of(List<TimeSpan> times, TimeSpan took)
    {
        times.Sort();
        return new LoadResult(times.Count, took, times[times.Count / 2], times[(int)(times.Count * 0.99)]);
    }
}
