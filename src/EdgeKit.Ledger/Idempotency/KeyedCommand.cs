using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Idempotency;

/// <summary>A request with an idempotency key: one effect, however often it comes.</summary>
internal abstract class KeyedCommand(IdempotencyKey key) : LedgerCommand<CommandResult>
{
    /// <summary>Its key.</summary>
    public IdempotencyKey Key { get; } = key;

    public sealed override void Refuse(StorageState storage, string reason) => TellAtOnce(new CommandResult.Unavailable(storage, reason));

    public sealed override void Doubt(string reason) => TellAtOnce(new CommandResult.Doubtful(reason));

    protected sealed override CommandResult DecideResult(LedgerBatch batch) =>
        batch.Store.FindKey(Key.Hash) is { } before
            ? Key.Matches(before.Fingerprint) ? new CommandResult.Replayed(StatusOf(before.Type), before.Answer) : new CommandResult.KeyReused()
            : DecideFirst(batch);

    /// <summary>Decides a request that has not been seen.</summary>
    protected abstract CommandResult DecideFirst(LedgerBatch batch);

    /// <summary>The status that a record of this type was answered with.</summary>
    protected static int StatusOf(string type) => type is RecordTypes.OrderAccepted or RecordTypes.CheckRecorded ? 201 : 200;
}
