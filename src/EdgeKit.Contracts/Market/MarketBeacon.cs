namespace EdgeKit.Contracts.Market;

/// <summary>What a kit says of itself to all of its network every few seconds; sealed with the market's key.</summary>
/// <param name="Kit">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Incarnation">Its log.</param>
/// <param name="Port">Where it answers the market, at the address that the beacon came from.</param>
/// <param name="Run">Another at each start of its daemon.</param>
public sealed record MarketBeacon(string Kit, string Name, Guid Incarnation, int Port, string Run);
