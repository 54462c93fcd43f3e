using System.Collections.Concurrent;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>What may be sold, as of the last commit. The writer sets it, everyone reads it.</summary>
internal sealed class StockView
{
    private readonly ConcurrentDictionary<string, StockLevel> _levels = new(StringComparer.Ordinal);

    /// <summary>Every SKU that the kit ever had, by name.</summary>
    public IReadOnlyList<StockLevel> All => [.. _levels.Values.OrderBy(static level => level.Sku, StringComparer.Ordinal)];

    /// <summary>One SKU; nothing of it if the kit never had any.</summary>
    public StockLevel this[string sku] => _levels.TryGetValue(sku, out var level) ? level : default(StockCounters).LevelOf(sku);

    public void Replace(LedgerState state)
    {
        foreach (var sku in state.Stock.Keys)
        {
            _levels[sku] = state.LevelOf(sku);
        }
    }

    public void Apply(IReadOnlyList<StockLevel> changed)
    {
        foreach (var level in changed)
        {
            _levels[level.Sku] = level;
        }
    }
}
