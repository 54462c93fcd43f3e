using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Stock;

/// <summary>
/// What is known of one SKU's rights at this kit. Every counter only grows, so that two copies merge by maximum and neither
/// duplicates nor reordering change the result.
/// </summary>
/// <param name="Granted">G: by the cloud.</param>
/// <param name="Returned">R: to the cloud.</param>
/// <param name="Consumed">C: by orders.</param>
/// <param name="TransferredIn">Xin: from other kits.</param>
/// <param name="TransferredOut">Xout: to other kits.</param>
/// <param name="Received">L: arrived at the stall.</param>
/// <param name="PutBack">V: by voids and restocking refunds.</param>
/// <param name="Short">K: missing at a count.</param>
internal readonly record struct StockCounters(
    long Granted, long Returned, long Consumed, long TransferredIn, long TransferredOut, long Received, long PutBack, long Short)
{
    /// <summary>A: may be sold, were nothing frozen. Below zero only after a count found goods missing that were sold already.</summary>
    public long Available => Granted + Received + PutBack + TransferredIn - TransferredOut - Returned - Consumed - Short;

    /// <summary>
    /// Goods that arrived at the stall and are not sold: what may be sold while granted rights are frozen. Sales count against these first;
    /// counted against the rights first, each sale would thaw another right.
    /// </summary>
    public long AtStall => Received + PutBack - Consumed - Short;

    /// <summary>Rights that left for the cloud or for other kits, while goods stay where they are.</summary>
    public long Departed => Returned + TransferredOut;

    /// <summary>Nothing was ever there.</summary>
    public bool IsUntouched => this == default;

    /// <summary>What may be sold now.</summary>
    /// <param name="isFrozen">Whether the cloud was not heard for longer than it allows.</param>
    public long Sellable(bool isFrozen) => Math.Max(0, isFrozen ? Math.Min(Available, AtStall) : Available);

    /// <summary>The same, as the API tells it.</summary>
    /// <param name="sku">Which item.</param>
    /// <param name="isFrozen">Whether the cloud was not heard for longer than it allows.</param>
    public StockLevel LevelOf(string sku, bool isFrozen)
    {
        var sellable = Sellable(isFrozen);
        return new StockLevel(
            sku, sellable, Held: 0, Consumed - PutBack, Granted, Received, Frozen: Math.Max(0, Available) - sellable, Deficit: Math.Max(0, -Available));
    }
}
