using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Market.Tests.Support;

/// <summary>A table with chai and bao.</summary>
internal sealed class FakeCatalog : ICatalogView
{
    private static readonly Dictionary<string, CatalogItem> Table = new(StringComparer.Ordinal)
    {
        ["chai"] = new CatalogItem("chai", "Masala chai", new Money(350, "EUR")),
        ["bao"] = new CatalogItem("bao", "Bao", new Money(650, "EUR")),
    };

    public ISignal<string> Version { get; } = new Signal<string>("1");

    public IEnumerable<string> Skus => Table.Keys;

    public IReadOnlyList<CatalogItem> Items => [.. Table.Values];

    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item) => Table.TryGetValue(sku, out item);
}
