namespace EdgeKit.Contracts.Catalog;

/// <summary>A catalogue to import.</summary>
/// <param name="Items">What to sell.</param>
public sealed record CatalogImport(IReadOnlyList<CatalogImportItem> Items);
