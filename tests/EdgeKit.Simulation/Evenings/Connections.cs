namespace EdgeKit.Simulation.Evenings;

/// <summary>Which places reach which at a moment: through the cloud, and where that counts through the market's LAN, over any number of steps.</summary>
internal sealed class Connections
{
    private readonly EveningPlan _plan;
    private readonly bool _hasLan;
    private readonly bool[] _uplink;
    private readonly bool[] _power;

    public Connections(EveningPlan plan, bool hasLan)
    {
        (_plan, _hasLan) = (plan, hasLan);
        _uplink = [.. Enumerable.Repeat(true, plan.Options.Kits)];
        _power = [.. Enumerable.Repeat(true, plan.Options.Kits)];
    }

    /// <summary>Whether a kit reaches the cloud by itself.</summary>
    public bool IsOnline(int kit) => _uplink[kit] && _power[kit];

    public bool HasPower(int kit) => _power[kit];

    /// <summary>Notes what happened.</summary>
    public void Apply(EveningEvent happened)
    {
        switch (happened)
        {
            case EveningEvent.Uplink(_, var kit, var isUp):
                _uplink[kit] = isUp;
                break;
            case EveningEvent.Power(_, var kit, var isUp):
                _power[kit] = isUp;
                break;
            default:
                break;
        }
    }

    /// <summary>Adds to places that a unit can have come to those that it can come to now.</summary>
    /// <param name="reached">Kits by their number.</param>
    public void Spread(HashSet<int> reached)
    {
        // The shop is always reached, so whoever is online is. In a market it is enough that one of those with power is.
        foreach (var market in Enumerable.Range(0, _plan.Options.Kits).Where(HasPower).GroupBy(kit => _hasLan ? _plan.MarketOf(kit) : kit))
        {
            if (market.Any(IsOnline) || market.Any(reached.Contains))
            {
                reached.UnionWith(market);
            }
        }
    }
}
