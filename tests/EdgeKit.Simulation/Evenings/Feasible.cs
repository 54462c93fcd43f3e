namespace EdgeKit.Simulation.Evenings;

/// <summary>
/// What could have been sold by somebody who knows the whole evening in advance and moves units freely between places that reach each other, at
/// any moment and in no time. A unit is then where it is wanted whenever it could have come there in time, so per SKU it is what exists or what was asked for
/// where a unit could have come, whichever is less; that the last unit of a pair is sold alone counts as feasible, too. It is an upper bound.
/// </summary>
internal static class Feasible
{
    public static long Of(EveningPlan plan, bool hasLan)
    {
        var connections = new Connections(plan, hasLan);
        var reached = new HashSet<int>();
        var wanted = new long[plan.Options.Skus];
        connections.Spread(reached);
        foreach (var happened in plan.Events)
        {
            connections.Apply(happened);
            connections.Spread(reached);
            if (happened is EveningEvent.Demand(_, var place, var sku, var quantity) && (place == EveningPlan.Shop || reached.Contains(place)))
            {
                wanted[sku] += quantity;
            }
        }

        return wanted.Sum(units => Math.Min(units, plan.Options.Units));
    }
}
