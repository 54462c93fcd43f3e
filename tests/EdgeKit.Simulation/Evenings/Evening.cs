namespace EdgeKit.Simulation.Evenings;

/// <summary>Lets somebody sell through an evening.</summary>
internal static class Evening
{
    public static async Task<SellerScore> RunAsync(EveningPlan plan, ISeller seller, bool hasLan, CancellationToken cancellationToken)
    {
        await seller.StartAsync(plan, cancellationToken);
        var sold = new long[plan.Options.Skus];
        foreach (var happened in plan.Events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await seller.HappenAsync(happened, cancellationToken);
            if (happened is EveningEvent.Demand demand && await seller.SellAsync(demand, cancellationToken))
            {
                sold[demand.Sku] += demand.Quantity;
            }
        }

        return new SellerScore(
            seller.Name,
            sold.Sum(),
            sold.Sum(units => Math.Max(0, units - plan.Options.Units)),
            (long)plan.Options.Units * plan.Options.Skus,
            Feasible.Of(plan, hasLan));
    }
}
