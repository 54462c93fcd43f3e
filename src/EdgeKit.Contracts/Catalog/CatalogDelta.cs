namespace EdgeKit.Contracts.Catalog;

/// <summary>What changed from one version to the next.</summary>
/// <param name="From">The version it applies to.</param>
/// <param name="Version">The version it leads to.</param>
/// <param name="Changed">Items that are new or other than before.</param>
/// <param name="Removed">SKUs that are no longer sold.</param>
public sealed record CatalogDelta(string From, string Version, IReadOnlyList<CatalogItem> Changed, IReadOnlyList<string> Removed);
