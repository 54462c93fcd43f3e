namespace EdgeKit.Simulation.Evenings;

/// <summary>Sells nothing twice in the plainest way: every place has its equal part from the start, and nothing moves.</summary>
internal sealed class StaticSplit : ISeller
{
    private long[][] _has = [];

    public string Name => "static split";

    public Task StartAsync(EveningPlan plan, CancellationToken cancellationToken)
    {
        var options = plan.Options;
        var places = options.Kits + 1;

        // What does not divide goes to the first, the shop's being the last.
        _has = [.. Enumerable.Range(0, places).Select(place => Enumerable.Repeat((long)(options.Units / places) + (place < options.Units % places ? 1 : 0), options.Skus).ToArray())];
        return Task.CompletedTask;
    }

    public Task HappenAsync(EveningEvent happened, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> SellAsync(EveningEvent.Demand demand, CancellationToken cancellationToken)
    {
        var (_, place, sku, quantity) = demand;
        var has = _has[place == EveningPlan.Shop ? ^1 : place];
        if (has[sku] < quantity)
        {
            return Task.FromResult(false);
        }

        has[sku] -= quantity;
        return Task.FromResult(true);
    }
}
