using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Uplink.Tests;

/// <summary>A catalogue that knows its version and nothing else.</summary>
internal sealed class FakeCatalog : ICatalogView, ICatalogReceiver
{
    private readonly Signal<string> _version = new("");

    public ISignal<string> Version => _version;

    /// <summary>Its file was lost.</summary>
    public void Lose() => _version.Set("");

    public IEnumerable<string> Skus => [];

    public IReadOnlyList<CatalogItem> Items => [];

    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item)
    {
        item = null;
        return false;
    }

    public ValueTask ReceiveAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        _version.Set(snapshot.Version);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ReceiveAsync(CatalogDelta delta, CancellationToken cancellationToken)
    {
        _version.Set(delta.Version);
        return ValueTask.FromResult(true);
    }
}
