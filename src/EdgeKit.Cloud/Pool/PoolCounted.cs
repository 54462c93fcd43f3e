namespace EdgeKit.Cloud.Pool;

/// <summary>The answer to a count.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Expected">What should have been there; below zero when more was given away than there was.</param>
/// <param name="Total">How many have ever existed, now.</param>
/// <param name="PoolShort">How many were ever counted missing.</param>
/// <param name="Pool">What the shop may sell and kits may be granted: what was counted.</param>
internal sealed record PoolCounted(string Sku, long Expected, long Total, long PoolShort, long Pool);
