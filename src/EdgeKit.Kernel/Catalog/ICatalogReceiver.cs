using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Kernel.Catalog;

/// <summary>Takes what the cloud publishes.</summary>
public interface ICatalogReceiver
{
    /// <summary>Puts a whole catalogue on sale in place of what there was.</summary>
    ValueTask ReceiveAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Applies a change.</summary>
    /// <returns>False if it does not follow from the version on sale: a snapshot is needed.</returns>
    ValueTask<bool> ReceiveAsync(CatalogDelta delta, CancellationToken cancellationToken);
}
