namespace EdgeKit.Contracts.Stock;

/// <summary>The answer to a stock change.</summary>
/// <param name="Seq">The record of it.</param>
/// <param name="Stock">What may be sold now.</param>
/// <param name="Surplus">
/// Goods that were counted and are not taken for new ones, because rights to as many left this stall, and goods do not travel with rights. If
/// they are new, they are recorded as received.
/// </param>
public sealed record StockChanged(long Seq, StockLevel Stock, long Surplus = 0);
