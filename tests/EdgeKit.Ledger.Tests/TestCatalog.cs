using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Ledger.Tests;

/// <summary>Tea, a mug, and whatever a test adds.</summary>
internal sealed class TestCatalog : ICatalogView
{
    private readonly Dictionary<string, CatalogItem> _items = new(StringComparer.Ordinal)
    {
        ["tea"] = new("tea", "Tea", new Money(350, "EUR"), 0.07m),
        ["mug"] = new("mug", "Mug", new Money(1250, "EUR"), 0.19m),
    };

    public ISignal<string> Version { get; } = new Signal<string>("1");

    public IEnumerable<string> Skus => _items.Keys;

    public IReadOnlyList<CatalogItem> Items => [.. _items.Values];

    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item) => _items.TryGetValue(sku, out item);
}
