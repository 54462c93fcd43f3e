using EdgeKit.Catalog.Pictures;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Rules;

/// <summary>What may be on sale.</summary>
internal static class CatalogRules
{
    public const int MaxItems = 20_000;
    public const int MaxStock = 1_000_000;

    private const int MaxSku = 64;
    private const int MaxName = 200;
    private const int MaxImage = 500;
    private const long PriceBelow = 1_000_000_000_000;

    /// <summary>Every fault of <paramref name="items"/>, in their order.</summary>
    public static IReadOnlyList<ItemFault> Check(IReadOnlyList<CatalogItem> items, string currency)
    {
        if (items.Count > MaxItems)
        {
            return [new ItemFault(-1, "", $"has {items.Count} items; expected at most {MaxItems}")];
        }

        var faults = new List<ItemFault>();
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            foreach (var (field, what) in Check(items[index], currency))
            {
                faults.Add(new ItemFault(index, field, what));
            }

            if (!firsts.TryAdd(items[index].Sku, index))
            {
                faults.Add(new ItemFault(index, "sku", $"'{Short(items[index].Sku)}' stands a second time; each item has its own"));
            }
        }

        return faults;
    }

    /// <summary>Every fault of one item.</summary>
    public static IEnumerable<(string Field, string What)> Check(CatalogItem item, string currency)
    {
        if (!IsSku(item.Sku))
        {
            yield return ("sku", $"'{Short(item.Sku)}' is not right; expected 1 to {MaxSku} letters, digits, dots, hyphens and underscores");
        }

        if (!IsText(item.Name, MaxName))
        {
            yield return ("name", $"'{Short(item.Name)}' is not right; expected 1 to {MaxName} characters on one line");
        }

        if (item.Price.Amount is < 0 or >= PriceBelow)
        {
            yield return ("price.amount", $"{item.Price.Amount} is not right; expected minor units from 0 to below {PriceBelow}");
        }

        if (!string.Equals(item.Price.Currency, currency, StringComparison.Ordinal))
        {
            yield return ("price.currency", $"'{Short(item.Price.Currency)}' is not what this kit sells in; expected {currency}");
        }

        if (item.TaxRate is < 0 or >= 1)
        {
            yield return ("taxRate", $"{item.TaxRate} is not right; expected a share from 0 to below 1, such as 0.19");
        }

        if (item.Image is { } image && !IsImage(image))
        {
            yield return ("image", $"'{Short(image)}' is not right; expected an address that begins with http:// or https://, or a picture on the kit");
        }

        if (item.Category is { } category && !IsText(category, MaxName))
        {
            yield return ("category", $"'{Short(category)}' is not right; expected 1 to {MaxName} characters on one line");
        }
    }

    /// <summary>The same items with nothing that can be written in two ways.</summary>
    public static CatalogItem Normal(CatalogItem item) => item with
    {
        TaxRate = CatalogVersion.Shortest(item.TaxRate),
        Image = string.IsNullOrEmpty(item.Image) ? null : item.Image,
        Category = string.IsNullOrEmpty(item.Category) ? null : item.Category,
    };

    /// <summary>Whether a version can stand in a header and a file.</summary>
    public static bool IsVersion(string version) =>
        version.Length is > 0 and <= 64 && version.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or ':');

    /// <summary>Text of a stranger's, short enough for a message.</summary>
    public static string Short(string text) =>
        string.Concat(text.Take(40).Select(static letter => char.IsControl(letter) ? ' ' : letter)) + (text.Length > 40 ? "…" : "");

    private static bool IsSku(string sku) =>
        sku.Length is > 0 and <= MaxSku && sku.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static bool IsText(string text, int maxLength) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && !text.Any(char.IsControl);

    private static bool IsImage(string image) =>
        image.Length <= MaxImage
        && (PictureName.IsAddress(image)
            || (Uri.TryCreate(image, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && !image.Any(char.IsControl)));
}
