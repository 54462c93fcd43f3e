namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What the cloud does.</summary>
internal sealed class CloudRules(ModelLimits limits, WrongRule wrong)
{
    public IEnumerable<(string Step, ModelState State)> Steps(ModelState state)
    {
        if (Arrive(state) is { } arrived)
        {
            yield return ("a unit arrives at the cloud", arrived);
        }

        if (SellInShop(state) is { } sold)
        {
            yield return ("the shop sells a unit", sold);
        }

        if (wrong == WrongRule.GrantWithoutLock && state[CloudCell.Pool] > 0 && state[CloudCell.Read] == 0)
        {
            var read = state.Copy();
            read[CloudCell.Read] = 1;
            yield return ("a grant reads the pool", read);
        }

        for (var kit = 0; kit < state.Kits; kit++)
        {
            foreach (var step in StepsFor(state, kit))
            {
                yield return step;
            }
        }
    }

    /// <summary>Takes the next record of a kit's log. One that comes again, or before one that is missing, has no effect.</summary>
    public ModelState? Take(ModelState state, int kit)
    {
        if (state[kit, KitCell.Gone] != 0 || state.LogLength(kit) == 0)
        {
            return null;
        }

        var next = state.Copy();
        Apply(next, kit, state[kit, KitCell.Log]);
        next.Shift(kit);
        next[kit, KitCell.LastTaken] = wrong == WrongRule.RecordTwice ? state[kit, KitCell.Log] : (sbyte)0;
        return next;
    }

    /// <summary>A lost kit is heard again.</summary>
    public static ModelState? ComeBack(ModelState state, int kit)
    {
        if (state[kit, KitCell.Lost] == 0 || state[kit, KitCell.Gone] != 0)
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Lost] = 0;
        return next;
    }

    private static ModelState? SellInShop(ModelState state)
    {
        if (state[CloudCell.Pool] <= 0)
        {
            return null;
        }

        var next = state.Copy();
        next[CloudCell.Pool]--;
        next[CloudCell.ShopSold]++;
        return next;
    }

    private IEnumerable<(string Step, ModelState State)> StepsFor(ModelState state, int kit)
    {
        (string, ModelState?)[] steps =
        [
            ($"the cloud grants kit {kit + 1} a unit", Grant(state, kit)),
            ($"the cloud asks kit {kit + 1} for a unit", AskBack(state, kit)),
            ($"the cloud takes a record of kit {kit + 1}", Take(state, kit)),
            ($"the cloud takes kit {kit + 1} for lost", Lose(state, kit)),
            ($"kit {kit + 1} is heard again", ComeBack(state, kit)),
            ($"the cloud grants kit {kit + 1} a unit by what it read", GrantAsRead(state, kit)),
            ($"the cloud takes the last record of kit {kit + 1} again", TakeAgain(state, kit)),
            ($"the cloud's timer takes a unit back from kit {kit + 1}", Reclaim(state, kit)),
        ];
        foreach (var (step, next) in steps)
        {
            if (next is not null)
            {
                yield return (step, next);
            }
        }

        foreach (var (found, next) in Count(state, kit))
        {
            yield return ($"the stock of the lost kit {kit + 1} is counted: {found}", next);
        }
    }

    private ModelState? Arrive(ModelState state)
    {
        var arrived = (int)state[CloudCell.Total];
        for (var kit = 0; kit < state.Kits; kit++)
        {
            arrived -= state[kit, KitCell.CloudReceived];
        }

        if (arrived >= limits.Units)
        {
            return null;
        }

        var next = state.Copy();
        next[CloudCell.Total]++;
        next[CloudCell.Pool]++;
        return next;
    }

    private ModelState? Grant(ModelState state, int kit)
    {
        if (state[CloudCell.Pool] <= 0 || state[kit, KitCell.CloudGranted] >= limits.Grants || state[kit, KitCell.Lost] != 0)
        {
            return null;
        }

        var next = state.Copy();
        next[CloudCell.Pool]--;
        next[kit, KitCell.CloudGranted]++;
        return next;
    }

    private ModelState? GrantAsRead(ModelState state, int kit)
    {
        if (state[CloudCell.Read] == 0 || state[kit, KitCell.CloudGranted] >= limits.Grants)
        {
            return null;
        }

        var next = state.Copy();
        next[CloudCell.Read] = 0;
        next[CloudCell.Pool]--;
        next[kit, KitCell.CloudGranted]++;
        return next;
    }

    private ModelState? AskBack(ModelState state, int kit)
    {
        if (state[kit, KitCell.ReturnTo] >= Math.Min(limits.Grants, state[kit, KitCell.CloudGranted] + state[kit, KitCell.CloudReceived]) || state[kit, KitCell.Gone] != 0)
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.ReturnTo]++;
        if (wrong == WrongRule.RecallCounted)
        {
            next[CloudCell.Pool]++;
            next[kit, KitCell.CloudReturned]++;
        }

        return next;
    }

    private ModelState? Reclaim(ModelState state, int kit)
    {
        if (wrong != WrongRule.ReclaimOnTimer || state.OutstandingAt(kit) <= 0)
        {
            return null;
        }

        var next = state.Copy();
        next[CloudCell.Pool]++;
        next[kit, KitCell.CloudReturned]++;
        return next;
    }

    private ModelState? TakeAgain(ModelState state, int kit)
    {
        if (state[kit, KitCell.LastTaken] == 0)
        {
            return null;
        }

        var next = state.Copy();
        Apply(next, kit, state[kit, KitCell.LastTaken]);
        return next;
    }

    private ModelState? Lose(ModelState state, int kit)
    {
        if (!limits.Loses || state[kit, KitCell.Lost] != 0)
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Lost] = 1;
        if (wrong == WrongRule.LostToPool && state.OutstandingAt(kit) is > 0 and var outstanding)
        {
            next[CloudCell.Pool] += (sbyte)outstanding;
            next[kit, KitCell.CloudReturned] += (sbyte)outstanding;
        }

        return next;
    }

    /// <summary>A lost kit's stock is counted: what is found goes into the pool, and the kit is no more. Never more is found than lies there.</summary>
    private IEnumerable<(int Found, ModelState State)> Count(ModelState state, int kit)
    {
        if (state[kit, KitCell.Lost] == 0 || state[kit, KitCell.Gone] != 0)
        {
            yield break;
        }

        var there = state.AvailableAt(kit) + state.HeldAt(kit)
            + state[kit, KitCell.CloudGranted] - state[kit, KitCell.Granted] + state[kit, KitCell.Returned] - state[kit, KitCell.CloudReturned];
        for (var found = 0; found <= there; found++)
        {
            var next = state.Copy();
            next[CloudCell.Pool] += (sbyte)found;
            next[kit, KitCell.Found] = (sbyte)found;
            next[kit, wrong == WrongRule.CountedSellsOn ? KitCell.Lost : KitCell.Gone] = (sbyte)(wrong == WrongRule.CountedSellsOn ? 0 : 1);
            yield return (found, next);
        }
    }

    private void Apply(ModelState next, int kit, sbyte record)
    {
        var (kind, argument) = ModelState.Decode(record);
        switch (kind)
        {
            case ModelRecord.Returned when wrong != WrongRule.RecallCounted:
                next[kit, KitCell.CloudReturned] += (sbyte)argument;
                next[CloudCell.Pool] += (sbyte)argument;
                break;
            case ModelRecord.Received:
                next[kit, KitCell.CloudReceived]++;
                next[CloudCell.Total]++;
                next[CloudCell.Pool] += (sbyte)(wrong == WrongRule.StallRaisesPool ? 1 : 0);
                break;
            case ModelRecord.Short:
                next[kit, KitCell.CloudShort]++;
                break;
            case ModelRecord.Sold:
                next[kit, KitCell.CloudConsumed]++;
                break;
            case ModelRecord.PutBack:
                next[kit, KitCell.CloudPutBack]++;
                next[CloudCell.Pool] += (sbyte)(wrong == WrongRule.PutBackRaisesPool ? 1 : 0);
                break;
            case ModelRecord.Out:
                next[argument, TransferCell.CloudOut]++;
                break;
            case ModelRecord.In:
                next[argument, TransferCell.CloudIn]++;
                break;
            case ModelRecord.None or ModelRecord.Returned:
                break;
        }
    }
}
