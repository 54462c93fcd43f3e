namespace EdgeKit.Cloud.Pool;

/// <summary>One kit's part of a SKU's ledger.</summary>
/// <param name="Kit">Which kit.</param>
/// <param name="Sold">Less what was put back.</param>
/// <param name="Granted">Rights given to it.</param>
/// <param name="Returned">Rights that it gave back.</param>
/// <param name="Received">Arrived at its stall.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Short">Counted below what was expected.</param>
internal sealed record KitShare(string Kit, long Sold, long Granted, long Returned, long Received, long PutBack, long Short);
