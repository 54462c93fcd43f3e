using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Pool;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Shop;

/// <summary>What an order of the shop must be.</summary>
internal static class ShopRules
{
    private const int MostLines = 100;

    /// <summary>The first thing that is wrong with an order; null if nothing is.</summary>
    public static (string Field, string Detail)? Check(ShopOrderSubmission submission)
    {
        if (submission.Lines.Count is 0 or > MostLines)
        {
            return ("lines", $"An order has 1 to {MostLines} lines.");
        }

        for (var index = 0; index < submission.Lines.Count; index++)
        {
            switch (submission.Lines[index])
            {
                case null:
                    return ($"lines[{index}]", "A line is an object.");
                case var line when !Names.IsSku(line.Sku):
                    return ($"lines[{index}].sku", StockRules.SkuDetail);
                case { Quantity: <= 0 or > StockRules.MostQuantity }:
                    return ($"lines[{index}].quantity", $"A quantity is from 1 to {StockRules.MostQuantity}.");
                default:
                    break;
            }
        }

        return submission.Reference is { } reference && !Names.IsText(reference, 200)
            ? ("reference", "A reference has at most 200 characters.")
            : null;
    }

    /// <summary>The lines by SKU, in the one order in which everybody locks them.</summary>
    public static IReadOnlyList<SkuQuantity> BySku(IReadOnlyList<SkuQuantity> lines) =>
        [
            .. lines.GroupBy(static line => line.Sku, StringComparer.Ordinal)
                .OrderBy(static sku => sku.Key, StringComparer.Ordinal)
                .Select(static sku => new SkuQuantity(sku.Key, (int)Math.Min(int.MaxValue, sku.Sum(static line => (long)line.Quantity)))),
        ];
}
