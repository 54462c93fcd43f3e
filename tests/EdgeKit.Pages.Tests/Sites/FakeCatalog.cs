using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>A catalogue of three things.</summary>
internal sealed class FakeCatalog : ICatalogView
{
    private readonly Dictionary<string, CatalogItem> _items = new(StringComparer.Ordinal)
    {
        ["bowl"] = new("bowl", "Celadon bowl", new Money(3800, "EUR"), 0.19m, "/api/v1/catalog/images/0123456789abcdef0123456789abcdef.svg", "Ceramics"),
        ["poster"] = new("poster", "Poster <script>alert(1)</script>", new Money(1250, "EUR"), 0.19m, null, "Prints"),
        ["soup"] = new("soup", "Leek soup", new Money(450, "EUR"), 0.07m, null, "Food"),
    };

    public Signal<string> Versions { get; } = new("v1");

    public ISignal<string> Version => Versions;

    public IEnumerable<string> Skus => _items.Keys;

    public IReadOnlyList<CatalogItem> Items => [.. _items.Values];

    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item) => _items.TryGetValue(sku, out item);

    public void Price(string sku, long amount)
    {
        _items[sku] = _items[sku] with { Price = new Money(amount, "EUR") };
        Versions.Set($"{sku} {amount}");
    }
}
