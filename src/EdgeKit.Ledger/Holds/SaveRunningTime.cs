using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Holds;

/// <summary>Saves how long the kit has run while something that can expire is held. Its batch expires what is due, as every batch does.</summary>
internal sealed class SaveRunningTime : LedgerCommand<bool>
{
    /// <returns>False where nothing can expire, and nothing was written.</returns>
    protected override bool DecideResult(LedgerBatch batch)
    {
        if (batch.State.Holds.NextDeadline == TimeSpan.MaxValue)
        {
            return false;
        }

        batch.ChangeHolds();
        return true;
    }
}
