namespace EdgeKit.Cloud.Catalog;

/// <summary>The answer to a publication.</summary>
/// <param name="Version">The version now in force; as before when nothing changed.</param>
/// <param name="Items">How many items it has.</param>
internal sealed record CatalogPublished(string Version, int Items);
