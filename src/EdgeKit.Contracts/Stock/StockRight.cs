namespace EdgeKit.Contracts.Stock;

/// <summary>What the cloud says of one SKU's selling rights at a kit. Both numbers are cumulative, so that repetitions change nothing.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Granted">All that was ever granted to this log.</param>
/// <param name="ReturnTo">How many the log shall have returned in all, as far as it still can; 0 for none.</param>
public sealed record StockRight(string Sku, long Granted, long ReturnTo);
