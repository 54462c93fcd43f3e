using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Pool;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Cloud.Rights;

/// <summary>What a kit's report must be.</summary>
internal static class ReportRules
{
    private const int MostSkus = 10_000;
    private const double LongestOffline = 31 * 24 * 3600;
    private const double MostHours = 1_000_000;

    /// <summary>The first thing that is wrong; null if nothing is.</summary>
    public static (string Field, string Detail)? Check(RightsReport report)
    {
        if (report.OfflineSeconds is not (>= 0 and <= LongestOffline))
        {
            return ("offlineSeconds", $"It must be from 0 to {LongestOffline}.");
        }

        if (report.Skus.Count > MostSkus)
        {
            return ("skus", $"A report has at most {MostSkus} items.");
        }

        var skus = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < report.Skus.Count; index++)
        {
            if (Check(report.Skus[index], skus) is { } wrong)
            {
                return ($"skus[{index}]{wrong.Field}", wrong.Detail);
            }
        }

        return null;
    }

    private static (string Field, string Detail)? Check(SkuDemand? demand, HashSet<string> skus) => demand switch
    {
        null => ("", "An item is an object."),
        _ when !Names.IsSku(demand.Sku) => (".sku", StockRules.SkuDetail),
        _ when !skus.Add(demand.Sku) => (".sku", $"{demand.Sku} is there twice."),
        { Units: not (>= 0 and <= StockRules.MostQuantity) } => (".units", $"It must be from 0 to {StockRules.MostQuantity}."),
        { Hours: not (>= 0 and <= MostHours) } => (".hours", $"It must be from 0 to {MostHours}."),
        { Wanted: not (>= 0 and <= StockRules.MostQuantity) } => (".wanted", $"It must be from 0 to {StockRules.MostQuantity}."),
        _ => null,
    };
}
