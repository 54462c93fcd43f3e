namespace EdgeKit.Simulation.Evenings;

/// <summary>
/// How most sell: online against the one stock, offline against what the stock was when it was last seen less what was sold since. Sales made offline are told when
/// the uplink is back.
/// </summary>
internal sealed class LastSyncedStock : ISeller
{
    private Connections _connections = null!;
    private long[] _stock = [];
    private long[][] _seen = [];
    private long[][] _untold = [];

    public string Name => "last synced stock";

    public Task StartAsync(EveningPlan plan, CancellationToken cancellationToken)
    {
        var options = plan.Options;
        _connections = new Connections(plan, hasLan: false);
        _stock = [.. Enumerable.Repeat((long)options.Units, options.Skus)];
        _seen = [.. Enumerable.Range(0, options.Kits).Select(_ => (long[])_stock.Clone())];
        _untold = [.. Enumerable.Range(0, options.Kits).Select(_ => new long[options.Skus])];
        return Task.CompletedTask;
    }

    public Task HappenAsync(EveningEvent happened, CancellationToken cancellationToken)
    {
        _connections.Apply(happened);
        for (var kit = 0; kit < _seen.Length; kit++)
        {
            if (_connections.IsOnline(kit))
            {
                Tell(kit);
            }
        }

        // After all have told, so that whoever is online sees the stock as it is.
        for (var kit = 0; kit < _seen.Length; kit++)
        {
            if (_connections.IsOnline(kit))
            {
                _stock.CopyTo(_seen[kit], 0);
            }
        }

        return Task.CompletedTask;
    }

    public Task<bool> SellAsync(EveningEvent.Demand demand, CancellationToken cancellationToken)
    {
        var (_, place, sku, quantity) = demand;
        if (place == EveningPlan.Shop || _connections.IsOnline(place))
        {
            var has = _stock[sku] >= quantity;
            _stock[sku] -= has ? quantity : 0;
            return Task.FromResult(has);
        }

        var hasSeen = _seen[place][sku] - _untold[place][sku] >= quantity;
        _untold[place][sku] += hasSeen ? quantity : 0;
        return Task.FromResult(hasSeen);
    }

    private void Tell(int kit)
    {
        for (var sku = 0; sku < _stock.Length; sku++)
        {
            _stock[sku] -= _untold[kit][sku];
            _untold[kit][sku] = 0;
        }
    }
}
