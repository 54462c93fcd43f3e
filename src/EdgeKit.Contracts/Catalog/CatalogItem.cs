namespace EdgeKit.Contracts.Catalog;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Sku">Its key: 1 to 64 letters, digits, dots, hyphens and underscores.</param>
/// <param name="Name">What a person reads; 1 to 200 characters.</param>
/// <param name="Price">Of one, tax included; not negative.</param>
/// <param name="TaxRate">Share of the net price, from 0 to below 1, such as 0.19; null when not known.</param>
/// <param name="Image">A path on the kit, or an address.</param>
/// <param name="Category">Where it stands on the till.</param>
public sealed record CatalogItem(string Sku, string Name, Money Price, decimal? TaxRate = null, string? Image = null, string? Category = null);
