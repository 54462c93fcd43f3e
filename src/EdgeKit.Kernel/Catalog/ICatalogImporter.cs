using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Kernel.Catalog;

/// <summary>Puts a catalogue on sale that a person brought.</summary>
public interface ICatalogImporter
{
    /// <summary>Checks it whole, puts it on sale, and records opening counts of SKUs that are new to the kit.</summary>
    /// <exception cref="FormatException">An item is wrong; the message names it.</exception>
    ValueTask<CatalogImportReport> ImportAsync(CatalogImport import, CancellationToken cancellationToken);
}
