using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Stock;

/// <summary>One SKU at this kit: its counters, and what is reserved of it. What may be sold follows from these alone.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Counters">What happened to it.</param>
/// <param name="Held">H: reserved by holds.</param>
internal readonly record struct SkuStock(string Sku, StockCounters Counters, long Held)
{
    /// <summary>A: may be sold, were nothing frozen. Below zero only after a count found goods missing that were sold or held already.</summary>
    public long Available => Counters.Available - Held;

    /// <summary>
    /// Goods that arrived at the stall and are neither sold nor held: what may be sold while granted rights are frozen. Sales count against these
    /// first; counted against the rights first, each sale would thaw another right.
    /// </summary>
    public long AtStall => Counters.Received + Counters.PutBack - Counters.Consumed - Counters.Short - Held;

    /// <summary>What may be sold now to whoever holds <paramref name="own"/> units of it: those never freeze.</summary>
    /// <param name="isFrozen">Whether the cloud was not heard for longer than it allows.</param>
    /// <param name="own">Of what is held.</param>
    public long Sellable(bool isFrozen, long own = 0) => own + (isFrozen ? Math.Min(Available, Math.Max(0, AtStall)) : Available);

    /// <summary>The same, as the API tells it.</summary>
    public StockLevel Level(bool isFrozen)
    {
        var sellable = Math.Max(0, Sellable(isFrozen));
        return new StockLevel(
            Sku,
            sellable,
            Held,
            Counters.Consumed - Counters.PutBack,
            Counters.Granted,
            Counters.Received,
            Frozen: Math.Max(0, Available) - sellable,
            Deficit: Math.Max(0, -Available));
    }
}
