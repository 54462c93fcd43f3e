using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Demand;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Transfers;

/// <summary>Gives rights to another kit, or remembers that there were none to give: asked again, it answers as the first time.</summary>
internal sealed class GiveTransfer(TransferRequest request, StockDemand demand) : LedgerCommand<TransferResult>
{
    protected override TransferResult DecideResult(LedgerBatch batch)
    {
        if (TransferTable.Find(batch.Store, request.TransferId, TransferDirection.Out) is { } before)
        {
            return before.Matches(TransferRow.Out(request, 0, 0))
                ? AnswerOf(before)
                : new TransferResult.Refused($"The id {request.TransferId} was used for another transfer.");
        }

        var stock = batch.State.StockOf(request.Sku);
        var quantity = Math.Min(request.Quantity, demand.SpareOf(request.Sku, stock.Sellable(batch.IsFrozen)));
        var given = TransferRow.Out(request, quantity, quantity > 0 ? batch.NextSeq : 0);
        if (quantity > 0)
        {
            var body = new TransferOutBody(request.TransferId, request.Sku, quantity, request.ToKit, request.ToIncarnation);
            batch.SetStock(request.Sku, stock.Counters with { TransferredOut = stock.Counters.TransferredOut + quantity });
            batch.Append(RecordTypes.TransferOut, JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.TransferOutBody));
        }

        TransferTable.Add(batch, given);
        return AnswerOf(given);
    }

    private static TransferResult AnswerOf(TransferRow row) => row.State switch
    {
        TransferState.Done => new TransferResult.Given(row),
        TransferState.Nothing => new TransferResult.Nothing(),
        TransferState.Begun => throw new InvalidDataException($"Transfer {row.Id} is stored as given and as begun."),
    };
}
