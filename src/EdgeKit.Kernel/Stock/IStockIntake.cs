using EdgeKit.Contracts.Log;

namespace EdgeKit.Kernel.Stock;

/// <summary>Records goods that lie on the table when an item is first offered.</summary>
public interface IStockIntake
{
    /// <summary>Records the opening count of each SKU that the kit has never had stock of, and passes over the others.</summary>
    /// <returns>How many were recorded.</returns>
    ValueTask<int> OpenAsync(IReadOnlyList<SkuQuantity> counts, CancellationToken cancellationToken);

    /// <summary>Whether the kit may sell at least one.</summary>
    bool IsAvailable(string sku);
}
