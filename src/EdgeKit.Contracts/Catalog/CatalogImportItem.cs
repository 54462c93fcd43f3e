namespace EdgeKit.Contracts.Catalog;

/// <summary>An item as it is imported: with the opening count of what lies on the table.</summary>
/// <param name="Sku">Its key.</param>
/// <param name="Name">What a person reads.</param>
/// <param name="Price">Of one, tax included.</param>
/// <param name="TaxRate">Share of the net price.</param>
/// <param name="Image">A file beside the import, or an address.</param>
/// <param name="Category">Where it stands on the till.</param>
/// <param name="Stock">How many there are; counts for a SKU new to the kit only.</param>
public sealed record CatalogImportItem(
    string Sku, string Name, Money Price, decimal? TaxRate = null, string? Image = null, string? Category = null, int? Stock = null);
