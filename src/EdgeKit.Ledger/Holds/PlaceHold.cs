using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Holds;

/// <summary>
/// Holds goods for a cart, all of them or none. What the cart holds already never stands in its way; it is replaced if that
/// succeeds, and stays as it was if not.
/// </summary>
/// <param name="id">The hold to change; null for the cart's own, or a new one.</param>
/// <param name="draft">What is asked for.</param>
/// <param name="limits">The limits.</param>
internal sealed class PlaceHold(Guid? id, HoldDraft draft, HoldOptions limits) : HoldCommand
{
    protected override CommandResult DecideResult(LedgerBatch batch)
    {
        var state = batch.State;
        var own = id is { } known ? state.Holds.Find(known) : state.Holds.FindCart(draft.Cart);
        if (WhyNot(own) is { } why)
        {
            return why;
        }

        // A cart that tries again asks for the same goods.
        if (batch.WhyNot(draft.Cart.GetHashCode(StringComparison.Ordinal), draft.Lines, own) is { } refused)
        {
            return refused;
        }

        if (HoldRules.Exceeded(draft, own, state, batch.IsFrozen, limits) is { } limit)
        {
            return new CommandResult.Refused(HoldProblems.Limit(limit));
        }

        var hold = new Hold(
            own?.Id ?? Guid.CreateVersion7(batch.Now.Time), draft.Cart, draft.Lines, HoldState.Held, batch.Running.Now + draft.Ttl, draft.Device);
        batch.ChangeHolds().Set(hold);
        return id is null ? Answer(batch, 201, hold, $"/api/v1/holds/{hold.Id:D}") : Answer(batch, 200, hold);
    }

    private CommandResult? WhyNot(Hold? own)
    {
        if (own is null)
        {
            return id is null ? null : new CommandResult.Refused(HoldProblems.NotFound($"{id:D}"));
        }

        if (!own.IsActive)
        {
            return new CommandResult.Refused(HoldProblems.Ended(own.State));
        }

        if (!string.Equals(own.Cart, draft.Cart, StringComparison.Ordinal))
        {
            return new CommandResult.Invalid("cart", "The hold is another cart's.");
        }

        return HoldRules.After(own.State, HoldStep.Replace) is null ? new CommandResult.Refused(HoldProblems.Paying(own.Id)) : null;
    }
}
