namespace EdgeKit.Catalog.Sale;

/// <summary>Tells pages that the catalogue changed.</summary>
/// <param name="Version">The version on sale.</param>
/// <param name="Items">How many items it has.</param>
internal sealed record CatalogNews(string Version, int Items);
