namespace EdgeKit.Ledger.Writing;

/// <summary>Writes nothing: its turn comes when all before it had theirs.</summary>
internal sealed class Settle : LedgerCommand<bool>
{
    protected override bool DecideResult(LedgerBatch batch) => true;
}
