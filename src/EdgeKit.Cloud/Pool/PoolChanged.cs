namespace EdgeKit.Cloud.Pool;

/// <summary>The answer to goods received.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Total">How many have ever existed.</param>
/// <param name="Pool">How many may be sold by the shop or granted to kits.</param>
internal sealed record PoolChanged(string Sku, long Total, long Pool);
