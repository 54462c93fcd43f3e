namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What a kit does with its rights, apart from holds and transfers. Each step is one transaction: it is kept, or it never was.</summary>
internal sealed class KitRules(ModelLimits limits, WrongRule wrong)
{
    public IEnumerable<(string Step, ModelState State)> Steps(ModelState state)
    {
        for (var kit = 0; kit < state.Kits; kit++)
        {
            (string, ModelState?)[] steps =
            [
                ($"kit {kit + 1} sells a unit", Sell(state, kit)),
                ($"kit {kit + 1} takes a sold unit back", PutBack(state, kit)),
                ($"a unit arrives at the stall of kit {kit + 1}", Arrive(state, kit)),
                ($"a unit is missing at kit {kit + 1}", Miss(state, kit)),
                ($"kit {kit + 1} has not heard for too long", Freeze(state, kit)),
                ($"kit {kit + 1} loses power and starts again", Restart(state, kit)),
            ];
            foreach (var (step, next) in steps)
            {
                if (next is not null)
                {
                    yield return (step, next);
                }
            }

            // Any entry that the feed may ever have had: what it tells only grew.
            for (var granted = 0; granted <= state[kit, KitCell.CloudGranted]; granted++)
            {
                for (var returnTo = 0; returnTo <= state[kit, KitCell.ReturnTo]; returnTo++)
                {
                    if (Hear(state, kit, granted, returnTo) is { } heard)
                    {
                        yield return ($"kit {kit + 1} hears of {granted} granted, {returnTo} wanted back", heard);
                    }
                }
            }
        }
    }

    /// <summary>Merges what was granted, and gives back what is asked for as far as it is free.</summary>
    public ModelState? Hear(ModelState state, int kit, int granted, int returnTo)
    {
        if (state[kit, KitCell.Gone] != 0 || state.LogIsFull(kit))
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Frozen] = 0;
        next[kit, KitCell.Granted] = (sbyte)(wrong == WrongRule.GrantAdded ? state[kit, KitCell.Granted] + granted : Math.Max(state[kit, KitCell.Granted], granted));
        var free = wrong == WrongRule.ReturnMoreThanFree ? int.MaxValue : next.AvailableAt(kit);
        var back = Math.Min(free, returnTo - state[kit, KitCell.Returned]);
        if (back > 0)
        {
            next[kit, KitCell.Returned] += (sbyte)back;
            next.Append(kit, ModelRecord.Returned, back);
        }

        return next.Cells.AsSpan().SequenceEqual(state.Cells) ? null : next;
    }

    private ModelState? Sell(ModelState state, int kit)
    {
        var free = state.AvailableAt(kit) + (wrong == WrongRule.HoldNotCounted ? state.HeldAt(kit) : 0);
        if (state[kit, KitCell.Gone] != 0 || state[kit, KitCell.Frozen] != 0 || free < 1 || state.LogIsFull(kit))
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Consumed]++;
        next.Append(kit, ModelRecord.Sold);
        return next;
    }

    private ModelState? PutBack(ModelState state, int kit)
    {
        var sold = state[kit, KitCell.Consumed] - state[kit, KitCell.PutBack];
        if (state[kit, KitCell.Gone] != 0 || sold < 1 || state[kit, KitCell.PutBack] >= limits.PutBacks || state.LogIsFull(kit))
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.PutBack]++;
        next.Append(kit, ModelRecord.PutBack);
        return next;
    }

    private ModelState? Arrive(ModelState state, int kit)
    {
        if (state[kit, KitCell.Gone] != 0 || state[kit, KitCell.Received] >= limits.StallUnits || state.LogIsFull(kit))
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Received]++;
        next.Append(kit, ModelRecord.Received);
        return next;
    }

    /// <summary>Held or not, a unit that should be there is not: what may be sold can fall below zero, for all to see.</summary>
    private ModelState? Miss(ModelState state, int kit)
    {
        if (state[kit, KitCell.Gone] != 0 || state[kit, KitCell.Short] >= limits.Shorts || state.AvailableAt(kit) + state.HeldAt(kit) < 1 || state.LogIsFull(kit))
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Short]++;
        next.Append(kit, ModelRecord.Short);
        return next;
    }

    private ModelState? Freeze(ModelState state, int kit)
    {
        if (!limits.Freezes || state[kit, KitCell.Frozen] != 0 || state[kit, KitCell.Gone] != 0)
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Frozen] = 1;
        return next;
    }

    /// <summary>What was committed stays. A kit that has just started does not know how long ago it heard from the cloud.</summary>
    private ModelState? Restart(ModelState state, int kit)
    {
        var next = Freeze(state, kit) ?? state.Copy();
        for (var transfer = 0; wrong == WrongRule.AskingNotDurable && transfer < state.Transfers; transfer++)
        {
            if (state[transfer, TransferCell.To] == kit + 1 && state[transfer, TransferCell.Asking] == (int)Asking.Yes)
            {
                next[transfer, TransferCell.Asking] = (int)Asking.Forgotten;
            }
        }

        return next.Cells.AsSpan().SequenceEqual(state.Cells) ? null : next;
    }
}
