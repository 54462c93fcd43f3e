namespace EdgeKit.Contracts.Market;

/// <summary>Another kit of the market that answers.</summary>
/// <param name="Kit">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Address">Where it answers, with the port.</param>
/// <param name="SeenSecondsAgo">Since when it has not been spoken to, of the kit's running time.</param>
/// <param name="Spare">Units of each SKU that it would give.</param>
public sealed record MarketKit(string Kit, string Name, string Address, double SeenSecondsAgo, IReadOnlyDictionary<string, long> Spare);
