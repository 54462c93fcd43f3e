namespace EdgeKit.Cloud.Pool;

/// <summary>The stock ledger of one SKU.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Total">How many have ever existed, as far as the cloud was told.</param>
/// <param name="Sold">By kits and the shop, less what was put back.</param>
/// <param name="Granted">Rights given to kits.</param>
/// <param name="Returned">Rights that kits gave back.</param>
/// <param name="Pool">What the shop may sell, or kits may be granted.</param>
/// <param name="ShopSold">Sold by the shop.</param>
/// <param name="Received">Arrived at stalls: rights without a grant.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Short">Counted below what was expected.</param>
/// <param name="ByKit">The same by kit, when asked for.</param>
internal sealed record LedgerEntry(
    string Sku,
    long Total,
    long Sold,
    long Granted,
    long Returned,
    long Pool,
    long ShopSold,
    long Received,
    long PutBack,
    long Short,
    IReadOnlyList<KitShare>? ByKit = null);
