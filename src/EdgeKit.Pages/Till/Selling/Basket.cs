using System.Globalization;
using System.Text;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>
/// What a customer wants, one line a SKU, in the order in which it was tapped. As text it is short enough for a cookie: <c>chai~2~bao~1</c>. It never
/// changes; a step makes another.
/// </summary>
internal sealed class Basket
{
    /// <summary>The most lines.</summary>
    public const int MostLines = 40;

    /// <summary>The most of one SKU.</summary>
    public const int MostOfOne = 999;

    private const char Between = '~';
    private const int LongestSku = 64;

    private Basket(IReadOnlyList<SkuQuantity> lines) => Lines = lines;

    /// <summary>Nothing.</summary>
    public static Basket Empty { get; } = new([]);

    /// <summary>What is in it.</summary>
    public IReadOnlyList<SkuQuantity> Lines { get; }

    /// <summary>How many things.</summary>
    public int Count => Lines.Sum(static line => line.Quantity);

    /// <summary>Reads one. A line that makes no sense is left out, since a person sees what is in it before it is sold.</summary>
    public static Basket Parse(string? text)
    {
        var basket = Empty;
        var parts = (text ?? "").Split(Between);
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            if (int.TryParse(parts[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity > 0)
            {
                basket = basket.Add(parts[i], quantity);
            }
        }

        return basket;
    }

    /// <summary>One of these lines, as far as they make sense.</summary>
    public static Basket Of(IEnumerable<SkuQuantity> lines) =>
        lines.Where(static line => line is { Quantity: > 0 }).Aggregate(Empty, static (basket, line) => basket.Add(line.Sku, line.Quantity));

    /// <summary>The same and some more of a SKU, as far as there is room.</summary>
    public Basket Add(string sku, int quantity = 1)
    {
        var before = QuantityOf(sku);
        var after = Math.Min(MostOfOne, before + Math.Min(quantity, MostOfOne));
        return before > 0 ? new([.. Lines.Select(line => line.Sku == sku ? line with { Quantity = after } : line)])
            : Lines.Count < MostLines && IsSku(sku) ? new([.. Lines, new SkuQuantity(sku, after)])
            : this;
    }

    /// <summary>The same with one less of a SKU.</summary>
    public Basket Less(string sku) => QuantityOf(sku) <= 1
        ? Without(sku)
        : new([.. Lines.Select(line => line.Sku == sku ? line with { Quantity = line.Quantity - 1 } : line)]);

    /// <summary>The same without a SKU.</summary>
    public Basket Without(string sku) => new([.. Lines.Where(line => line.Sku != sku)]);

    /// <summary>The same with no more of a SKU than there may be.</summary>
    public Basket AtMost(string sku, long most) => most <= 0
        ? Without(sku)
        : new([.. Lines.Select(line => line.Sku == sku && line.Quantity > most ? line with { Quantity = (int)most } : line)]);

    /// <summary>How many of a SKU are in it.</summary>
    public int QuantityOf(string sku) => Lines.FirstOrDefault(line => line.Sku == sku)?.Quantity ?? 0;

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (sku, quantity) in Lines)
        {
            text.Append(text.Length == 0 ? "" : Between).Append(CultureInfo.InvariantCulture, $"{sku}{Between}{quantity}");
        }

        return text.ToString();
    }

    private static bool IsSku(string text) =>
        text.Length is > 0 and <= LongestSku && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
