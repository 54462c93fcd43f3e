using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Transfers;

/// <summary>Ends a transfer that came to nothing.</summary>
internal sealed class ForgetTransfer(Guid id) : LedgerCommand<TransferResult>
{
    protected override TransferResult DecideResult(LedgerBatch batch)
    {
        if (TransferTable.Find(batch.Store, id, TransferDirection.In) is { State: TransferState.Begun })
        {
            TransferTable.End(batch, id, TransferState.Nothing, quantity: 0, seq: 0);
        }

        return new TransferResult.Done();
    }
}
