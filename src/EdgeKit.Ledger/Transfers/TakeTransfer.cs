using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Transfers;

/// <summary>
/// Takes rights that another kit gave, once. Only what was begun here is taken, so that a row that was deleted long ago cannot be taken for a
/// transfer never seen. A donor that said finally that it gives nothing and gives all the same has it in its log: that counts.
/// </summary>
internal sealed class TakeTransfer(Transfer transfer) : LedgerCommand<TransferResult>
{
    protected override TransferResult DecideResult(LedgerBatch batch)
    {
        var request = transfer.Request;
        if (TransferTable.Find(batch.Store, request.TransferId, TransferDirection.In) is not { } begun)
        {
            return new TransferResult.Refused($"This kit did not ask for transfer {request.TransferId}, or took it long ago.");
        }

        if (!begun.Matches(TransferRow.In(request)) || transfer.Quantity > begun.Asked)
        {
            return new TransferResult.Refused($"Transfer {request.TransferId} is another than this kit asked for.");
        }

        if (begun.State == TransferState.Done)
        {
            return begun.Quantity == transfer.Quantity && begun.Seq == transfer.Seq
                ? new TransferResult.Done()
                : new TransferResult.Refused(
                    $"Transfer {request.TransferId} was taken as {begun.Quantity} of record {begun.Seq}, and now is {transfer.Quantity} of record {transfer.Seq}: its donor gave twice.");
        }

        var counters = batch.State.Stock.GetValueOrDefault(request.Sku);
        var body = new TransferInBody(request.TransferId, request.Sku, transfer.Quantity, request.FromKit, request.FromIncarnation, transfer.Seq);
        batch.SetStock(request.Sku, counters with { TransferredIn = counters.TransferredIn + transfer.Quantity });
        batch.Append(RecordTypes.TransferIn, JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.TransferInBody));
        TransferTable.End(batch, request.TransferId, TransferState.Done, transfer.Quantity, transfer.Seq);
        return new TransferResult.Done();
    }
}
