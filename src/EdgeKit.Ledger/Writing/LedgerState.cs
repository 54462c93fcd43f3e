using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Stock;

namespace EdgeKit.Ledger.Writing;

/// <summary>What the writer knows without asking the disk: the same as is on it, between batches.</summary>
internal sealed class LedgerState
{
    /// <summary>Whose log it is.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>Where the log ends.</summary>
    public LedgerHead Head { get; set; }

    /// <summary>The last record that the cloud has.</summary>
    public long Acknowledged { get; set; }

    /// <summary>The oldest record still kept.</summary>
    public long Oldest { get; set; }

    /// <summary>By SKU.</summary>
    public Dictionary<string, StockCounters> Stock { get; } = new(StringComparer.Ordinal);

    /// <summary>What is reserved, and was.</summary>
    public HoldBook Holds { get; } = new();

    /// <summary>What is there of a SKU.</summary>
    public SkuStock StockOf(string sku) => new(sku, Stock.GetValueOrDefault(sku), Holds.HeldOf(sku));
}
