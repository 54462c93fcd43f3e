using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Stock;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Transfers;

/// <summary>The kit's side of transfers, for the market: each step is on the disk when it returns.</summary>
internal sealed class StockTransfers(LedgerWriter writer, LedgerReader reader, KitOptions kit) : IStockTransfers
{
    /// <inheritdoc />
    public Guid Incarnation => writer.Incarnation;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, long> Spare =>
        writer.Stock.All
            .Where(static level => level.Available > 0)
            .Select(level => (level.Sku, Units: writer.Demand.SpareOf(level.Sku, level.Available)))
            .Where(static spare => spare.Units > 0)
            .ToDictionary(static spare => spare.Sku, static spare => spare.Units, StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, long> Missing => writer.Demand.Missing(sku => writer.Stock[sku].Available);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TransferRequest>> PendingAsync(CancellationToken cancellationToken) =>
        [.. (await reader.ReadPendingTransfersAsync(cancellationToken)).Select(row => new TransferRequest(
            row.Id, row.Sku, row.Asked, row.Kit, row.Incarnation, kit.Id, writer.Incarnation))];

    /// <inheritdoc />
    public async ValueTask BeginAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        Refuse(TransferRules.WhyNotBegin(request, kit.Id, writer.Incarnation));
        await RunAsync(new BeginTransfer(request), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<Transfer?> GiveAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        Refuse(TransferRules.WhyNotGive(request, kit.Id, writer.Incarnation));
        return await RunAsync(new GiveTransfer(request, writer.Demand), cancellationToken) is TransferResult.Given({ } row)
            ? new Transfer(request with { Quantity = row.Asked }, row.Quantity, row.Seq)
            : null;
    }

    /// <inheritdoc />
    public async ValueTask TakeAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        Refuse(TransferRules.WhyNotTake(transfer, kit.Id, writer.Incarnation));
        await RunAsync(new TakeTransfer(transfer), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask ForgetAsync(Guid transferId, CancellationToken cancellationToken) =>
        await RunAsync(new ForgetTransfer(transferId), cancellationToken);

    private static void Refuse(string? why)
    {
        if (why is not null)
        {
            throw new TransferRefusedException(why);
        }
    }

    /// <summary>Once it waits, a step is decided whether or not its caller is still there: a caller who left asks again and hears the same.</summary>
    private async ValueTask<TransferResult> RunAsync(LedgerCommand<TransferResult> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = await writer.RunAsync(step);
        Refuse((result as TransferResult.Refused)?.Why);
        return result;
    }
}
