using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Pool;

namespace EdgeKit.Cloud.Losses;

/// <summary>What reports about lost kits must be, and what a count means.</summary>
internal static class LossRules
{
    private const int MostCounts = 10_000;

    /// <summary>The first thing that is wrong; null if nothing is.</summary>
    public static (string Field, string Detail)? Check(LossReport report) => StockRules.Check(report.Reason, report.By);

    /// <summary>The first thing that is wrong; null if nothing is.</summary>
    public static (string Field, string Detail)? Check(SettleRequest request)
    {
        if (request.Counts.Count > MostCounts)
        {
            return ("counts", $"At most {MostCounts} items are counted at once.");
        }

        var skus = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < request.Counts.Count; index++)
        {
            switch (request.Counts[index])
            {
                case null:
                    return ($"counts[{index}]", "A count is an object.");
                case var count when !Names.IsSku(count.Sku):
                    return ($"counts[{index}].sku", StockRules.SkuDetail);
                case { Counted: < 0 or > StockRules.MostQuantity }:
                    return ($"counts[{index}].counted", $"A count is from 0 to {StockRules.MostQuantity}.");
                case var count when !skus.Add(count.Sku):
                    return ($"counts[{index}].sku", $"{count.Sku} is there twice.");
                default:
                    break;
            }
        }

        return StockRules.Check(request.Reason, request.By);
    }

    /// <summary>
    /// What becomes of one item: what was found goes back to the pool, what was not is written off. What was found beyond what was
    /// expected exists, whoever forgot to say so.
    /// </summary>
    public static SettledSku Settle(string sku, long expected, long counted) =>
        new(sku, expected, counted, Math.Max(0, expected - counted), Math.Max(0, counted - expected));
}
