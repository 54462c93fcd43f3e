namespace EdgeKit.Ledger.Demand;

/// <summary>What a shopper asked for of one SKU.</summary>
/// <param name="Asker">The same at each repetition of one request.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">Units that were sold, or that were missing.</param>
/// <param name="IsMet">Whether they were had.</param>
internal readonly record struct Asked(long Asker, string Sku, int Quantity, bool IsMet);
