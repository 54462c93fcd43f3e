namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What must hold in every state.</summary>
internal static class Invariants
{
    /// <summary>What does not hold, or null.</summary>
    public static string? Broken(ModelState state)
    {
        for (var kit = 0; kit < state.Kits; kit++)
        {
            if (KitBroken(state, kit) is { } why)
            {
                return $"kit {kit + 1}: {why}";
            }
        }

        for (var transfer = 0; transfer < state.Transfers; transfer++)
        {
            var (outs, ins) = (state[transfer, TransferCell.Outs], state[transfer, TransferCell.Ins]);
            if (outs > 1 || ins > outs)
            {
                return $"transfer {transfer + 1} went out {outs} times and came in {ins} times";
            }
        }

        return PoolBroken(state) ?? UnitsBroken(state);
    }

    /// <summary>With nothing left to deliver: what is not explained, or null.</summary>
    public static string? Unsettled(ModelState state)
    {
        var explained = state[CloudCell.Pool] + state[CloudCell.ShopSold];
        for (var kit = 0; kit < state.Kits; kit++)
        {
            var isGone = state[kit, KitCell.Gone] != 0;
            if (!isGone && (state.LogLength(kit) > 0 || state[kit, KitCell.Granted] != state[kit, KitCell.CloudGranted] || state[kit, KitCell.Returned] != state[kit, KitCell.CloudReturned]))
            {
                return $"kit {kit + 1} and the cloud never come to agree";
            }

            explained += state[kit, KitCell.CloudConsumed] - state[kit, KitCell.CloudPutBack] + state[kit, KitCell.CloudShort]
                + (isGone ? state.OutstandingAt(kit) - state[kit, KitCell.Found] : state.AvailableAt(kit) + state.HeldAt(kit));
        }

        for (var transfer = 0; transfer < state.Transfers && state[transfer, TransferCell.From] != 0; transfer++)
        {
            var (donor, receiver) = (state[transfer, TransferCell.From] - 1, state[transfer, TransferCell.To] - 1);
            var (donorGone, receiverGone) = (state[donor, KitCell.Gone] != 0, state[receiver, KitCell.Gone] != 0);
            if (!donorGone && !receiverGone && (state[transfer, TransferCell.Outs] != state[transfer, TransferCell.Ins] || state[transfer, TransferCell.Asking] == (int)Asking.Yes))
            {
                return $"transfer {transfer + 1} stays under way for ever";
            }

            // What a kit that is gone gave or took counts as it was counted there: as found or as missing.
            explained += (donorGone ? 0 : state[transfer, TransferCell.CloudOut]) - (receiverGone ? 0 : state[transfer, TransferCell.CloudIn]);
        }

        return explained == state[CloudCell.Total] ? null : $"of {state[CloudCell.Total]} units {explained} are explained";
    }

    private static string? KitBroken(ModelState state, int kit)
    {
        // Below zero only by what was found missing.
        if (state.AvailableAt(kit) < -state[kit, KitCell.Short])
        {
            return $"{state.AvailableAt(kit)} may be sold";
        }

        if (state[kit, KitCell.Granted] > state[kit, KitCell.CloudGranted])
        {
            return $"{state[kit, KitCell.Granted]} are seen as granted of {state[kit, KitCell.CloudGranted]}";
        }

        return state[kit, KitCell.CloudReturned] > state[kit, KitCell.Returned] ? "the cloud counts rights as returned that the kit has not returned"
            : state[kit, KitCell.CloudConsumed] > state[kit, KitCell.Consumed] || state[kit, KitCell.CloudReceived] > state[kit, KitCell.Received] ? "the cloud counts what did not happen"
            : null;
    }

    private static string? PoolBroken(ModelState state)
    {
        var pool = state[CloudCell.Total] - state[CloudCell.ShopSold];
        for (var kit = 0; kit < state.Kits; kit++)
        {
            pool += state[kit, KitCell.CloudReturned] - state[kit, KitCell.CloudGranted] - state[kit, KitCell.CloudReceived] + state[kit, KitCell.Found];
        }

        return state[CloudCell.Pool] < 0 ? $"the pool has {state[CloudCell.Pool]}"
            : pool != state[CloudCell.Pool] ? $"the pool has {state[CloudCell.Pool]} where it should have {pool}"
            : null;
    }

    /// <summary>Wherever the units are, there are as many as ever arrived; fewer only when a lost kit was counted and not all was found.</summary>
    private static string? UnitsBroken(ModelState state)
    {
        var (arrived, sold, elsewhere, anyGone) = ((int)state[CloudCell.Total], (int)state[CloudCell.ShopSold], (int)state[CloudCell.Pool], false);
        for (var kit = 0; kit < state.Kits; kit++)
        {
            sold += state[kit, KitCell.Consumed] - state[kit, KitCell.PutBack];
            arrived += state[kit, KitCell.Received] - state[kit, KitCell.CloudReceived];
            elsewhere += state[kit, KitCell.Short];
            anyGone |= state[kit, KitCell.Gone] != 0;
            elsewhere += state[kit, KitCell.Gone] != 0 ? 0
                : state.AvailableAt(kit) + state.HeldAt(kit)
                    + state[kit, KitCell.CloudGranted] - state[kit, KitCell.Granted] + state[kit, KitCell.Returned] - state[kit, KitCell.CloudReturned];
        }

        for (var transfer = 0; transfer < state.Transfers; transfer++)
        {
            elsewhere += state[transfer, TransferCell.Outs] - state[transfer, TransferCell.Ins];
        }

        return sold > arrived ? $"{sold} units were sold of {arrived}"
            : sold + elsewhere > arrived || (sold + elsewhere < arrived && !anyGone) ? $"{sold} units sold and {elsewhere} elsewhere make {sold + elsewhere}, of {arrived}"
            : null;
    }
}
