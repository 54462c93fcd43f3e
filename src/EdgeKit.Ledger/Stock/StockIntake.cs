using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Stock;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>Records opening counts for the catalogue's import.</summary>
internal sealed class StockIntake(LedgerWriter writer) : IStockIntake
{
    /// <summary>So that a large import shares the disk with the orders between its parts.</summary>
    private const int AtOnce = 500;

    /// <inheritdoc />
    public async ValueTask<int> OpenAsync(IReadOnlyList<SkuQuantity> counts, CancellationToken cancellationToken)
    {
        var opened = 0;
        foreach (var part in counts.Chunk(AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            opened += await writer.RunAsync(new OpenStock(part));
        }

        return opened;
    }

    /// <inheritdoc />
    public bool IsAvailable(string sku) => writer.Stock[sku].Available > 0;
}
