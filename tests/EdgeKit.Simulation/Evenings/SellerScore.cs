namespace EdgeKit.Simulation.Evenings;

/// <summary>What somebody sold in an evening.</summary>
/// <param name="Name">Who.</param>
/// <param name="Sold">Units that were promised to shoppers.</param>
/// <param name="Oversold">How many of those did not exist.</param>
/// <param name="Exist">Units that existed.</param>
/// <param name="Feasible">Units that could have been sold.</param>
internal sealed record SellerScore(string Name, long Sold, long Oversold, long Exist, long Feasible)
{
    /// <summary>The share of what was promised that did not exist.</summary>
    public double OversoldShare => Sold == 0 ? 0 : (double)Oversold / Sold;

    /// <summary>What was sold and did exist, for one unit that could have been.</summary>
    public double SoldShare => Feasible == 0 ? 1 : (double)(Sold - Oversold) / Feasible;

    /// <summary>Both evenings together.</summary>
    public static SellerScore operator +(SellerScore one, SellerScore other) =>
        new(one.Name, one.Sold + other.Sold, one.Oversold + other.Oversold, one.Exist + other.Exist, one.Feasible + other.Feasible);
}
