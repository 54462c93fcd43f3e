namespace EdgeKit.Contracts.Stock;

/// <summary>The answer to a stock change.</summary>
/// <param name="Seq">The record of it.</param>
/// <param name="Stock">What may be sold now.</param>
public sealed record StockChanged(long Seq, StockLevel Stock);
