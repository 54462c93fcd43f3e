namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.StockCounted"/>.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Counted">How many are there.</param>
/// <param name="Difference">Counted less expected: below zero when some are missing, above when there are goods that nobody has a right to yet.</param>
/// <param name="Reason">Why it was counted.</param>
/// <param name="By">Who counted.</param>
public sealed record StockCountedBody(string Sku, int Counted, int Difference, string Reason, string By);
