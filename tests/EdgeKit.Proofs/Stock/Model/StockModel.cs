namespace EdgeKit.Proofs.Stock.Model;

/// <summary>
/// The rules of grants, returns, holds and transfers for one SKU, small enough that every state can be looked at. A message needs no place in it: each is sent
/// after the commit that it tells of, and what it tells only grows, so every message that was ever sent can be made again from what is kept. It may be lost
/// (its step is never taken), come late or come again (its step can be taken whenever it could have been sent).
/// </summary>
internal sealed class StockModel
{
    private readonly CloudRules _cloud;
    private readonly KitRules _kit;
    private readonly HoldRules _hold;
    private readonly TransferRules _transfer;

    public StockModel(ModelLimits limits, WrongRule wrong = WrongRule.None)
    {
        Limits = limits;
        (_cloud, _kit, _hold, _transfer) = (new CloudRules(limits, wrong), new KitRules(limits, wrong), new HoldRules(limits, wrong), new TransferRules(limits, wrong));
        Start = new ModelState(limits);
        Renamings = [.. RenamingsOf(limits.Kits).Skip(1)];
    }

    public ModelLimits Limits { get; }

    public ModelState Start { get; }

    /// <summary>All ways to call the kits otherwise.</summary>
    public IReadOnlyList<int[]> Renamings { get; }

    /// <summary>Everything that can happen next.</summary>
    public IEnumerable<(string Step, ModelState State)> Steps(ModelState state) =>
        _cloud.Steps(state).Concat(_kit.Steps(state)).Concat(_hold.Steps(state)).Concat(_transfer.Steps(state));

    /// <summary>What does not hold in a state, or null.</summary>
    public static string? Broken(ModelState state) => Invariants.Broken(state);

    /// <summary>Why, with every message delivered from here on, not every unit would come to be explained, or null.</summary>
    public string? Unsettled(ModelState state)
    {
        while (NextDelivery(state) is { } next)
        {
            if (Invariants.Broken(next) is { } broken)
            {
                return $"when all is delivered, {broken}";
            }

            state = next;
        }

        return Invariants.Unsettled(state);
    }

    private ModelState? NextDelivery(ModelState state)
    {
        for (var kit = 0; kit < state.Kits; kit++)
        {
            var next = _cloud.Take(state, kit)
                ?? CloudRules.ComeBack(state, kit)
                ?? _kit.Hear(state, kit, state[kit, KitCell.CloudGranted], state[kit, KitCell.ReturnTo]);
            if (next is not null)
            {
                return next;
            }
        }

        for (var transfer = 0; transfer < state.Transfers; transfer++)
        {
            var isAsking = state[transfer, TransferCell.Asking] == (int)Asking.Yes;
            var next = isAsking ? _transfer.Take(state, transfer) ?? _transfer.Forget(state, transfer) ?? _transfer.Request(state, transfer) : null;
            if (next is not null)
            {
                return next;
            }
        }

        return null;
    }

    private static IEnumerable<int[]> RenamingsOf(int kits)
    {
        if (kits == 1)
        {
            return [[0]];
        }

        return RenamingsOf(kits - 1).SelectMany(shorter => Enumerable.Range(0, kits).Select(at => (int[])[.. shorter[..(kits - 1 - at)], kits - 1, .. shorter[(kits - 1 - at)..]]));
    }
}
