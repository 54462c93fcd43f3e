namespace EdgeKit.Contracts.Catalog;

/// <summary>What an import did.</summary>
/// <param name="Version">The version now on sale.</param>
/// <param name="Items">How many items that has.</param>
/// <param name="Added">Items new to the catalogue.</param>
/// <param name="Changed">Items other than before.</param>
/// <param name="Removed">Items no longer sold.</param>
/// <param name="Opened">SKUs whose opening count was recorded.</param>
/// <param name="WithoutStock">SKUs that cannot be sold until some are received.</param>
public sealed record CatalogImportReport(string Version, int Items, int Added, int Changed, int Removed, int Opened, IReadOnlyList<string> WithoutStock);
