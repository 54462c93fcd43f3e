namespace EdgeKit.Contracts.Catalog;

/// <summary>The whole catalogue at one version.</summary>
/// <param name="Version">Says which it is; equal versions have equal items.</param>
/// <param name="Items">Ordered as the till shows them.</param>
public sealed record CatalogSnapshot(string Version, IReadOnlyList<CatalogItem> Items);
