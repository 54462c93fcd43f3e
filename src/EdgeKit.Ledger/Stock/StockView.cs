using System.Collections.Concurrent;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Rights;

namespace EdgeKit.Ledger.Stock;

/// <summary>What may be sold, as of the last commit. The writer sets it, everyone reads it.</summary>
internal sealed class StockView(SellingTime selling)
{
    private readonly ConcurrentDictionary<string, StockCounters> _counters = new(StringComparer.Ordinal);

    /// <summary>For how long granted rights may still be sold.</summary>
    public SellingTime Selling => selling;

    /// <summary>Every SKU that the kit ever had, by name.</summary>
    public IReadOnlyList<StockLevel> All
    {
        get
        {
            var isFrozen = selling.IsFrozen;
            return [.. _counters.OrderBy(static stock => stock.Key, StringComparer.Ordinal).Select(stock => stock.Value.LevelOf(stock.Key, isFrozen))];
        }
    }

    /// <summary>One SKU; nothing of it if the kit never had any.</summary>
    public StockLevel this[string sku] => _counters.GetValueOrDefault(sku).LevelOf(sku, selling.IsFrozen);

    /// <summary>Whether the kit ever had any.</summary>
    public bool Knows(string sku) => _counters.ContainsKey(sku);

    public void Apply(IEnumerable<KeyValuePair<string, StockCounters>> changed)
    {
        foreach (var (sku, counters) in changed)
        {
            _counters[sku] = counters;
        }
    }
}
