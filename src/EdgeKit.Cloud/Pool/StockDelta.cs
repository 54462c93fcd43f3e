namespace EdgeKit.Cloud.Pool;

/// <summary>By how much a batch raises a kit's counters of one SKU; none ever falls.</summary>
/// <param name="Received">Goods that arrived at the stall, or were counted above what was expected: rights without a grant.</param>
/// <param name="Consumed">Sold.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Short">Counted below what was expected.</param>
/// <param name="Acknowledged">Granted rights that the kit has seen.</param>
/// <param name="Granted">Rights that the kit has seen and the cloud had forgotten that it granted.</param>
/// <param name="Returned">Rights that went back.</param>
/// <param name="TransferredIn">Rights that came from other kits.</param>
/// <param name="TransferredOut">Rights that went to other kits.</param>
internal readonly record struct StockDelta(
    long Received = 0,
    long Consumed = 0,
    long PutBack = 0,
    long Short = 0,
    long Acknowledged = 0,
    long Granted = 0,
    long Returned = 0,
    long TransferredIn = 0,
    long TransferredOut = 0)
{
    /// <summary>Whether it moves rights between the pool and kits.</summary>
    public bool HasRights => (Acknowledged | Granted | Returned | TransferredIn | TransferredOut) != 0;

    /// <summary>Whether it changes the pool's own row.</summary>
    public bool HasPool => (Received | Granted | Returned) != 0;

    /// <summary>Both together.</summary>
    public static StockDelta operator +(StockDelta one, StockDelta other) =>
        new(
            one.Received + other.Received,
            one.Consumed + other.Consumed,
            one.PutBack + other.PutBack,
            one.Short + other.Short,
            one.Acknowledged + other.Acknowledged,
            one.Granted + other.Granted,
            one.Returned + other.Returned,
            one.TransferredIn + other.TransferredIn,
            one.TransferredOut + other.TransferredOut);
}
