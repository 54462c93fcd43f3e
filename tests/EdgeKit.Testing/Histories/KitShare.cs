namespace EdgeKit.Testing.Histories;

/// <summary>A kit's part of a SKU's ledger at the cloud, over all of its logs.</summary>
/// <param name="Kit">Which kit.</param>
/// <param name="Granted">Rights given to it.</param>
/// <param name="Returned">Rights that it gave back.</param>
/// <param name="Received">Arrived at its stall.</param>
/// <param name="Sold">Less what was put back.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Missing">Counted below what was expected.</param>
/// <param name="TransferredIn">From other kits.</param>
/// <param name="TransferredOut">To other kits.</param>
public sealed record KitShare(
    string Kit, long Granted, long Returned, long Received, long Sold, long PutBack, long Missing, long TransferredIn, long TransferredOut);
