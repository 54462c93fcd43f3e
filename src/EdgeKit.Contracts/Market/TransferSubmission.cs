namespace EdgeKit.Contracts.Market;

/// <summary>The body of <c>POST /api/v1/stock/{sku}/transfer</c>: somebody walks over to another stall to fetch goods.</summary>
/// <param name="From">The kit that is to give them.</param>
/// <param name="Quantity">How many; 1 to 1,000,000.</param>
public sealed record TransferSubmission(string From, int Quantity);
