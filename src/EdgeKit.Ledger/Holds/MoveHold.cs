using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Holds;

/// <summary>Takes a hold to where a step leads. A step that was taken before has no further effect.</summary>
internal sealed class MoveHold(Guid id, HoldStep step) : HoldCommand
{
    protected override CommandResult DecideResult(LedgerBatch batch)
    {
        if (batch.State.Holds.Find(id) is not { } hold)
        {
            return new CommandResult.Refused(HoldProblems.NotFound($"{id:D}"));
        }

        if (HoldRules.After(hold.State, step) is not { } after)
        {
            return new CommandResult.Refused(HoldProblems.Ended(hold.State));
        }

        var moved = hold with { State = after };
        if (after != hold.State && moved.IsActive)
        {
            batch.ChangeHolds().Set(moved);
        }
        else if (after != hold.State)
        {
            batch.ChangeHolds().End(hold, after);
        }

        return Answer(batch, 200, moved);
    }
}
