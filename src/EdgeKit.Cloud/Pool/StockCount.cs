namespace EdgeKit.Cloud.Pool;

/// <summary>Goods that were counted where the shop's lie: what no kit holds.</summary>
/// <param name="Quantity">How many are there; 0 or more.</param>
/// <param name="Reason">Why; 1 to 500 characters.</param>
/// <param name="By">Who counted; 1 to 200 characters.</param>
internal sealed record StockCount(int Quantity, string Reason, string By);
