using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Demo.Tablets;

/// <summary>What the four tablets show to be picked. What costs little sells often.</summary>
internal sealed class Shelf(IReadOnlyList<CatalogItem> items)
{
    private const int HalfAsPopularAt = 300;

    // A tablet's screen is a little behind: now and then somebody taps what was just sold out.
    private const double TappedAnyway = 0.08;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _soldOut = new(StringComparer.Ordinal);

    /// <summary>Says that there is none left.</summary>
    public void SoldOut(string sku)
    {
        lock (_gate)
        {
            _soldOut.Add(sku);
        }
    }

    /// <summary>Says that there is some again.</summary>
    public void Back(string sku)
    {
        lock (_gate)
        {
            _soldOut.Remove(sku);
        }
    }

    /// <summary>A dish or drink that is sold out and that more can be made of, if any.</summary>
    public string? ToRestock()
    {
        lock (_gate)
        {
            return items.FirstOrDefault(item => item.Category is "Food" or "Drinks" && _soldOut.Contains(item.Sku))?.Sku;
        }
    }

    /// <summary>One to four lines, each of another item.</summary>
    public IReadOnlyList<SkuQuantity> Pick(Chance chance)
    {
        var weights = Weights();
        var lines = new List<SkuQuantity>();
        for (var wanted = 1 + chance.Weighted([50, 28, 15, 7]); wanted > 0 && weights.Exists(static weight => weight > 0); wanted--)
        {
            var index = chance.Weighted(weights);
            weights[index] = 0;
            var dear = items[index].Price.Amount > 2000;
            lines.Add(new SkuQuantity(items[index].Sku, dear ? 1 : 1 + chance.Weighted([70, 22, 8])));
        }

        return lines;
    }

    private List<double> Weights()
    {
        lock (_gate)
        {
            return [.. items.Select(item => (_soldOut.Contains(item.Sku) ? TappedAnyway : 1) * HalfAsPopularAt / (HalfAsPopularAt + item.Price.Amount))];
        }
    }
}
