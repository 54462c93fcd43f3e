namespace EdgeKit.Testing.Histories;

/// <summary>The cloud's stock ledger of one SKU.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Total">How many have ever existed, as far as the cloud was told.</param>
/// <param name="Pool">What the shop may sell, or kits may be granted.</param>
/// <param name="ShopSold">Sold by the shop.</param>
/// <param name="PoolShort">Counted below what the pool should hold.</param>
/// <param name="Kits">Each kit's part.</param>
public sealed record SkuLedger(string Sku, long Total, long Pool, long ShopSold, long PoolShort, IReadOnlyList<KitShare> Kits);
