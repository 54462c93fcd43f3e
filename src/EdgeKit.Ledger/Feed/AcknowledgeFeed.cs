using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Feed;

/// <summary>Stores how far a reader of the log is.</summary>
internal sealed class AcknowledgeFeed(string consumer, long ackSeq, bool isCloud) : LedgerCommand<bool>
{
    /// <summary>So that nobody fills the disk with names.</summary>
    public const int MostConsumers = 64;

    /// <returns>False if the log does not reach that far.</returns>
    protected override bool DecideResult(LedgerBatch batch)
    {
        if (ackSeq < 0 || ackSeq > batch.State.Head.Seq || !batch.Store.MayPutConsumer(consumer, MostConsumers))
        {
            return false;
        }

        if (isCloud && batch.State.Acknowledged == ackSeq)
        {
            return true;
        }

        batch.Store.PutConsumer(consumer, ackSeq);
        batch.HasOtherWrites = true;
        if (isCloud)
        {
            batch.State.Acknowledged = ackSeq;
        }

        return true;
    }
}
