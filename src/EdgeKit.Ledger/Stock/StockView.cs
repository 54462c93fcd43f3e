using System.Collections.Concurrent;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>What may be sold, as of the last commit. The writer sets it, everyone reads it.</summary>
internal sealed class StockView(SellingTime selling)
{
    private readonly ConcurrentDictionary<string, SkuStock> _stock = new(StringComparer.Ordinal);

    /// <summary>For how long granted rights may still be sold.</summary>
    public SellingTime Selling => selling;

    /// <summary>Every SKU that the kit ever had, by name.</summary>
    public IReadOnlyList<StockLevel> All
    {
        get
        {
            var isFrozen = selling.IsFrozen;
            return [.. _stock.Values.OrderBy(static stock => stock.Sku, StringComparer.Ordinal).Select(stock => stock.Level(isFrozen))];
        }
    }

    /// <summary>One SKU; nothing of it if the kit never had any.</summary>
    public StockLevel this[string sku] => (_stock.TryGetValue(sku, out var stock) ? stock : new SkuStock(sku, default, 0)).Level(selling.IsFrozen);

    /// <summary>Whether the kit ever had any.</summary>
    public bool Knows(string sku) => _stock.ContainsKey(sku);

    public void Replace(LedgerState state) => Apply([.. state.Stock.Keys.Select(state.StockOf)]);

    public void Apply(IReadOnlyList<SkuStock> changed)
    {
        foreach (var stock in changed)
        {
            _stock[stock.Sku] = stock;
        }
    }
}
