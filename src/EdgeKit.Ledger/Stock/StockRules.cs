using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>Decides what may be sold, given and taken back. Knows no disk and no clock.</summary>
internal static class StockRules
{
    /// <summary>What is available of each SKU that <paramref name="wanted"/> asks too much of; null if all can be had.</summary>
    /// <param name="wanted">One entry a SKU: lines were added up before, since each alone may fit where both do not.</param>
    /// <param name="state">What is there and what is held.</param>
    /// <param name="isFrozen">Whether granted rights may not be sold now.</param>
    /// <param name="own">The hold of whoever asks, which never stands in the way.</param>
    public static IReadOnlyDictionary<string, long>? Missing(IReadOnlyList<SkuQuantity> wanted, LedgerState state, bool isFrozen, Hold? own = null)
    {
        Dictionary<string, long>? missing = null;
        foreach (var (sku, quantity) in wanted)
        {
            var available = state.StockOf(sku).Sellable(isFrozen, own?.Of(sku) ?? 0);
            if (available < quantity)
            {
                (missing ??= new Dictionary<string, long>(StringComparer.Ordinal))[sku] = Math.Max(available, 0);
            }
        }

        return missing;
    }

    /// <summary>What more there would be of each of <paramref name="skus"/> if the cloud were heard, in words; null for nothing.</summary>
    public static string? WhyFrozen(IEnumerable<string> skus, LedgerState state)
    {
        var frozen = skus.Select(sku => state.StockOf(sku).Level(isFrozen: true)).Where(static level => level.Frozen > 0).Select(static level => $"{level.Frozen} of '{level.Sku}'");
        return string.Join(", ", frozen) is { Length: > 0 } more ? $"Not sold before the kit hears from the cloud again: {more}." : null;
    }

    /// <summary>
    /// The counters after <paramref name="counted"/> goods were found where the kit expected <see cref="StockCounters.Available"/>; what is held lies there too. Goods that are
    /// missing lower what may be sold, whatever was promised. Goods beyond what was expected are new ones only as far as no rights departed:
    /// another kit or the shop may be selling what still lies here.
    /// </summary>
    /// <returns>The counters, by how much they changed, and how many goods were not taken for new ones.</returns>
    public static (StockCounters Counters, long Difference, long Surplus) Count(StockCounters counters, int counted)
    {
        var difference = counted - counters.Available;
        if (difference < 0)
        {
            return (counters with { Short = counters.Short - difference }, difference, 0);
        }

        var surplus = Math.Min(difference, counters.Departed);
        difference -= surplus;
        return (counters with { Received = counters.Received + difference }, difference, surplus);
    }

    /// <summary>The counters after the cloud said what it granted in all; an older word changes nothing.</summary>
    public static StockCounters Grant(StockCounters counters, long granted) => counters with { Granted = Math.Max(counters.Granted, granted) };

    /// <summary>How many rights go back now, if <paramref name="returnTo"/> shall have gone back in all: what is sold or held does not.</summary>
    public static long GiveBack(SkuStock stock, long returnTo) => Math.Clamp(returnTo - stock.Counters.Returned, 0, Math.Max(0, stock.Available));
}
