using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Pages.Support;

/// <summary>A table with chai, bao and a pin.</summary>
internal sealed class FakeCatalog : ICatalogView
{
    public List<CatalogItem> Table { get; } =
    [
        new("chai", "Masala chai", new Money(350, "EUR"), 0.19m, "/api/v1/catalog/images/chai.svg", "drinks"),
        new("bao", "Bao <b>&", new Money(650, "EUR"), 0.07m, "https://elsewhere.example/bao.png", "food"),
        new("pin", "Enamel pin", new Money(900, "EUR"), Category: "things"),
    ];

    public ISignal<string> Version { get; } = new Signal<string>("1");

    public IEnumerable<string> Skus => Table.Select(static item => item.Sku);

    public IReadOnlyList<CatalogItem> Items => Table;

    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item) => (item = Table.Find(one => one.Sku == sku)) is not null;
}
