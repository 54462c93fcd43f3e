namespace EdgeKit.Cloud.Pool;

/// <summary>
/// The stock ledger of one SKU. Every unit is somewhere: total = pool + sold + poolShort + short + outstanding + suspense + inTransit
/// − deficit + unexplained, and unexplained is 0.
/// </summary>
/// <param name="Sku">Which item.</param>
/// <param name="Total">How many have ever existed, as far as the cloud was told.</param>
/// <param name="Sold">By kits and the shop, less what was put back.</param>
/// <param name="Granted">Rights given to kits.</param>
/// <param name="Returned">Rights that kits gave back.</param>
/// <param name="Pool">What the shop may sell, or kits may be granted.</param>
/// <param name="ShopSold">Sold by the shop.</param>
/// <param name="Received">Arrived at stalls: rights without a grant.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Short">Counted below what was expected, at stalls and of settled logs.</param>
/// <param name="PoolShort">Counted below what was expected in the central stock.</param>
/// <param name="Outstanding">What kits may still sell, as far as they have told.</param>
/// <param name="Suspense">The same of logs that are frozen or lost, or were settled: nobody's until somebody counts.</param>
/// <param name="InTransit">Given by one kit and not yet taken in by another; below zero while only the taking in is known.</param>
/// <param name="Deficit">What was sold or given away and had not been there: goods are missing, or some were never recorded.</param>
/// <param name="Unexplained">0: anything else is a fault of this cloud.</param>
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
    long PoolShort,
    long Outstanding,
    long Suspense,
    long InTransit,
    long Deficit,
    long Unexplained,
    IReadOnlyList<KitShare>? ByKit = null);
