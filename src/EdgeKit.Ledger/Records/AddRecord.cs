using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Records;

/// <summary>Records what another module decides.</summary>
internal sealed class AddRecord(IdempotencyKey key, RecordDraft draft) : KeyedCommand(key)
{
    /// <summary>What was recorded, once <see cref="LedgerCommand{TResult}.Told"/> has ended; null for nothing.</summary>
    public KeptRecord? Record { get; private set; }

    protected override CommandResult DecideFirst(LedgerBatch batch)
    {
        Record = null;
        var seq = batch.NextSeq;
        var decision = draft.Decide(seq, batch.Now);
        if (decision is not RecordDecision.Write(var body, var answer))
        {
            return new CommandResult.Refused(((RecordDecision.Refuse)decision).Problem);
        }

        batch.Append(draft.Type, body, Key, answer);
        Record = new KeptRecord(seq, draft.Subject, batch.Now, body);
        batch.Store.PutNewest(draft.Type, Record);
        return new CommandResult.Accepted(StatusOf(draft.Type), answer, Location: null);
    }
}
