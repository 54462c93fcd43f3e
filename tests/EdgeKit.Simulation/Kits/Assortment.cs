using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Simulation.Kits;

/// <summary>A catalogue in which every SKU is on sale for one euro.</summary>
internal sealed class Assortment : ICatalogView
{
    /// <inheritdoc />
    public ISignal<string> Version { get; } = new Signal<string>("1");

    /// <inheritdoc />
    public IEnumerable<string> Skus => [];

    /// <inheritdoc />
    public IReadOnlyList<CatalogItem> Items => [];

    /// <inheritdoc />
    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item)
    {
        item = new CatalogItem(sku, sku, new Money(100, "EUR"), null);
        return true;
    }
}
