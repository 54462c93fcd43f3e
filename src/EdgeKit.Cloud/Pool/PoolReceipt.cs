namespace EdgeKit.Cloud.Pool;

/// <summary>Goods that arrived at no stall.</summary>
/// <param name="Quantity">How many.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so.</param>
internal sealed record PoolReceipt(int Quantity, string? Reason = null, string? By = null);
