namespace EdgeKit.Cloud.Pool;

/// <summary>By how much a batch raises a kit's counters of one SKU; none ever falls.</summary>
/// <param name="Received">Goods that arrived at the stall, or were counted above what was expected: rights without a grant.</param>
/// <param name="Consumed">Sold.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Short">Counted below what was expected.</param>
internal readonly record struct StockDelta(long Received = 0, long Consumed = 0, long PutBack = 0, long Short = 0)
{
    /// <summary>Both together.</summary>
    public static StockDelta operator +(StockDelta one, StockDelta other) =>
        new(one.Received + other.Received, one.Consumed + other.Consumed, one.PutBack + other.PutBack, one.Short + other.Short);
}
