using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>Decides what may be sold.</summary>
internal static class StockRules
{
    /// <summary>What is available of each SKU that <paramref name="wanted"/> asks too much of; null if all can be had.</summary>
    /// <param name="wanted">One entry a SKU: lines were added up before, since each alone may fit where both do not.</param>
    /// <param name="state">What is there and what is held.</param>
    /// <param name="own">The hold of whoever asks, which never stands in the way.</param>
    public static IReadOnlyDictionary<string, long>? Missing(IReadOnlyList<SkuQuantity> wanted, LedgerState state, Hold? own = null)
    {
        Dictionary<string, long>? missing = null;
        foreach (var (sku, quantity) in wanted)
        {
            var available = state.AvailableOf(sku) + (own?.Of(sku) ?? 0);
            if (available < quantity)
            {
                (missing ??= new Dictionary<string, long>(StringComparer.Ordinal))[sku] = Math.Max(available, 0);
            }
        }

        return missing;
    }

    /// <summary>The counters after <paramref name="counted"/> goods were found where the kit expected <see cref="StockCounters.Available"/>.</summary>
    public static (StockCounters Counters, long Difference) Count(StockCounters counters, int counted)
    {
        var difference = counted - counters.Available;
        return (difference >= 0 ? counters with { Received = counters.Received + difference } : counters with { Short = counters.Short - difference }, difference);
    }
}
