using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Idempotency;

/// <summary>Asks only whether a key was answered before.</summary>
internal sealed class FindAnswer(IdempotencyKey key) : KeyedCommand(key)
{
    protected override CommandResult DecideFirst(LedgerBatch batch) => new CommandResult.NotFound("The key is new.");
}
