using System.Security.Cryptography;
using System.Text.Json;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Cloud.Catalog;

/// <summary>What a catalogue must be, and how one follows from another.</summary>
internal static class CatalogRules
{
    /// <summary>The most items of a catalogue.</summary>
    public const int MostItems = 10_000;

    /// <summary>The first thing that is wrong with what is to be published; null if nothing is.</summary>
    public static (string Field, string Detail)? Check(CatalogImport import)
    {
        if (import.Items.Count > MostItems)
        {
            return ("items", $"A catalogue has {MostItems} items at most.");
        }

        var skus = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < import.Items.Count; index++)
        {
            if (import.Items[index] is not { } item)
            {
                return ($"items[{index}]", "An item is an object.");
            }

            if (Check(item) is { } wrong)
            {
                return ($"items[{index}].{wrong.Field}", wrong.Detail);
            }

            if (!skus.Add(item.Sku))
            {
                return ($"items[{index}].sku", $"{item.Sku} is there twice.");
            }
        }

        return null;
    }

    /// <summary>What is published of it: opening counts are the affair of the stall where the goods lie.</summary>
    public static CatalogSnapshot Snapshot(CatalogImport import)
    {
        CatalogItem[] items =
            [.. import.Items.Select(static item => new CatalogItem(item.Sku, item.Name, item.Price, item.TaxRate, item.Image, item.Category))];
        var content = JsonSerializer.SerializeToUtf8Bytes(items, CloudJson.Default.CatalogItemArray);
        return new CatalogSnapshot(Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)), items);
    }

    /// <summary>
    /// What leads from one to the other; null if a delta cannot say it. Whoever applies one replaces items where they stand and
    /// puts new ones at the end, so it cannot say that the order changed.
    /// </summary>
    public static CatalogDelta? Delta(CatalogSnapshot from, CatalogSnapshot to)
    {
        var before = from.Items.ToDictionary(static item => item.Sku, StringComparer.Ordinal);
        var after = to.Items.Select(static item => item.Sku).ToHashSet(StringComparer.Ordinal);
        var reached = from.Items.Where(item => after.Contains(item.Sku)).Select(static item => item.Sku)
            .Concat(to.Items.Where(item => !before.ContainsKey(item.Sku)).Select(static item => item.Sku));
        return reached.SequenceEqual(to.Items.Select(static item => item.Sku), StringComparer.Ordinal)
            ? new CatalogDelta(
                from.Version,
                to.Version,
                [.. to.Items.Where(item => before.GetValueOrDefault(item.Sku) != item)],
                [.. from.Items.Where(item => !after.Contains(item.Sku)).Select(static item => item.Sku)])
            : null;
    }

    private static (string Field, string Detail)? Check(CatalogImportItem item) => item switch
    {
        _ when !Names.IsSku(item.Sku) => ("sku", "A SKU has 1 to 64 letters, digits, dots, hyphens and underscores."),
        _ when item.Name.Trim().Length == 0 || !Names.IsText(item.Name, 200) => ("name", "A name has 1 to 200 characters."),
        { Price.Amount: < 0 } => ("price.amount", "A price is not below zero."),
        _ when !Names.IsCurrency(item.Price.Currency) => ("price.currency", "A currency has three capital letters."),
        { TaxRate: < 0 or >= 1 } => ("taxRate", "A tax rate is from 0 to below 1, such as 0.19."),
        { Image: { } image } when !Names.IsText(image, 2_000) => ("image", "An image has an address of at most 2,000 characters."),
        { Category: { } category } when !Names.IsText(category, 200) => ("category", "A category has at most 200 characters."),
        { Stock: < 0 } => ("stock", "An opening count is not below zero."),
        _ => null,
    };
}
