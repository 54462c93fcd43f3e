using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Transfers;

/// <summary>Notes a transfer before it is asked for.</summary>
internal sealed class BeginTransfer(TransferRequest request) : LedgerCommand<TransferResult>
{
    protected override TransferResult DecideResult(LedgerBatch batch)
    {
        var begun = TransferRow.In(request);
        if (TransferTable.Find(batch.Store, request.TransferId, TransferDirection.In) is { } before)
        {
            return before.Matches(begun) && before.Asked == begun.Asked
                ? new TransferResult.Done()
                : new TransferResult.Refused($"The id {request.TransferId} was used for another transfer.");
        }

        var (pending, ahead) = TransferTable.CountPending(batch.Store, request.FromIncarnation);
        if (pending >= TransferTable.MostPending)
        {
            return new TransferResult.Refused($"{pending} transfers that were asked for are not answered: ask for those first.");
        }

        if (ahead >= TransferTable.Window)
        {
            return new TransferResult.Refused($"Kit '{request.FromKit}' answered later requests and not an earlier one: ask for that first.");
        }

        TransferTable.Add(batch, begun);
        return new TransferResult.Done();
    }
}
