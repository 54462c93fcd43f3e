using EdgeKit.Cloud.Losses;

namespace EdgeKit.Cloud.Pool;

/// <summary>One log's part of a SKU's ledger: held = granted + received + putBack + transferredIn − transferredOut − returned − (sold + putBack) − short.</summary>
/// <param name="Incarnation">Which log.</param>
/// <param name="Standing">What may be done with it.</param>
/// <param name="Held">What it may still sell, as far as it has told; below zero when it sold what it had not.</param>
/// <param name="Sold">Less what was put back.</param>
/// <param name="Granted">Rights given to it.</param>
/// <param name="Acknowledged">What of those it has seen.</param>
/// <param name="Returned">Rights that it gave back.</param>
/// <param name="ReturnTo">How many it was asked to have given back in all.</param>
/// <param name="Received">Arrived at its stall.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="TransferredIn">Rights from other kits.</param>
/// <param name="TransferredOut">Rights to other kits.</param>
/// <param name="Short">Counted below what was expected.</param>
internal sealed record LogShare(
    Guid Incarnation,
    LogStanding Standing,
    long Held,
    long Sold,
    long Granted,
    long Acknowledged,
    long Returned,
    long ReturnTo,
    long Received,
    long PutBack,
    long TransferredIn,
    long TransferredOut,
    long Short);
