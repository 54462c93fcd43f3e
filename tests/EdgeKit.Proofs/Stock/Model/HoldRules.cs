namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What becomes of holds. They expire at any time: what holds for any clock holds for every clock.</summary>
internal sealed class HoldRules(ModelLimits limits, WrongRule wrong)
{
    public IEnumerable<(string Step, ModelState State)> Steps(ModelState state)
    {
        for (var kit = 0; kit < state.Kits; kit++)
        {
            (string, ModelState?)[] steps =
            [
                ($"a cart holds a unit of kit {kit + 1}", Hold(state, kit)),
                ($"a hold of kit {kit + 1} expires or is given up", End(state, kit, KitCell.Held)),
                ($"a hold of kit {kit + 1} is taken to be paid", Pay(state, kit)),
                ($"the payment of a hold of kit {kit + 1} fails", End(state, kit, KitCell.Paying)),
                ($"a hold of kit {kit + 1} becomes an order", Commit(state, kit, KitCell.Held)),
                ($"a paid hold of kit {kit + 1} becomes an order", Commit(state, kit, KitCell.Paying)),
                ($"a hold of kit {kit + 1} expires while it is paid", ExpirePaying(state, kit)),
                ($"a paid hold of kit {kit + 1} that expired becomes an order", Commit(state, kit, KitCell.PaidWithoutHold)),
            ];
            foreach (var (step, next) in steps)
            {
                if (next is not null)
                {
                    yield return (step, next);
                }
            }
        }
    }

    private static ModelState? End(ModelState state, int kit, KitCell cell)
    {
        if (state[kit, cell] == 0 || state[kit, KitCell.Gone] != 0)
        {
            return null;
        }

        var next = state.Copy();
        next[kit, cell]--;
        return next;
    }

    private static ModelState? Pay(ModelState state, int kit)
    {
        var next = End(state, kit, KitCell.Held);
        if (next is not null)
        {
            next[kit, KitCell.Paying]++;
        }

        return next;
    }

    /// <summary>In one transaction the unit stops being held and is sold.</summary>
    private static ModelState? Commit(ModelState state, int kit, KitCell cell)
    {
        var next = state.LogIsFull(kit) ? null : End(state, kit, cell);
        if (next is not null)
        {
            next[kit, KitCell.Consumed]++;
            next.Append(kit, ModelRecord.Sold);
        }

        return next;
    }

    private ModelState? Hold(ModelState state, int kit)
    {
        if (state[kit, KitCell.Gone] != 0 || state[kit, KitCell.Frozen] != 0 || state.HeldAt(kit) >= limits.Holds || state.AvailableAt(kit) < 1)
        {
            return null;
        }

        var next = state.Copy();
        next[kit, KitCell.Held]++;
        return next;
    }

    private ModelState? ExpirePaying(ModelState state, int kit)
    {
        var next = wrong == WrongRule.PayingExpires ? End(state, kit, KitCell.Paying) : null;
        if (next is not null)
        {
            next[kit, KitCell.PaidWithoutHold]++;
        }

        return next;
    }
}
