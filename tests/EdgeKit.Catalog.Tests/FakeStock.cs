using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Stock;

namespace EdgeKit.Catalog.Tests;

/// <summary>Counts goods as the ledger does: the first count of a SKU opens it, later ones are passed over.</summary>
internal sealed class FakeStock : IStockIntake
{
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public string? Fails { get; set; }

    public ValueTask<int> OpenAsync(IReadOnlyList<SkuQuantity> counts, CancellationToken cancellationToken) =>
        Fails is null
            ? ValueTask.FromResult(counts.Count(count => count.Quantity > 0 && Counts.TryAdd(count.Sku, count.Quantity)))
            : throw new IOException(Fails);

    public bool IsAvailable(string sku) => Counts.GetValueOrDefault(sku) > 0;
}
