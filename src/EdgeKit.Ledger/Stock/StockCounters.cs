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
    /// <summary>A, before what is held. Below zero only after a count found goods missing that were sold already.</summary>
    public long Available => Granted + Received + PutBack + TransferredIn - TransferredOut - Returned - Consumed - Short;

    /// <summary>Rights that left for the cloud or for other kits, while goods stay where they are.</summary>
    public long Departed => Returned + TransferredOut;

    /// <summary>Nothing was ever there.</summary>
    public bool IsUntouched => this == default;
}
