using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Catalog;

/// <summary>What may be sold, served from memory.</summary>
public interface ICatalogView
{
    /// <summary>The version on sale; told at each change.</summary>
    ISignal<string> Version { get; }

    /// <summary>What is on sale, in no order.</summary>
    IEnumerable<string> Skus { get; }

    /// <summary>What is on sale, in the order in which the till shows it.</summary>
    IReadOnlyList<CatalogItem> Items { get; }

    /// <summary>Finds an item.</summary>
    bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item);
}
