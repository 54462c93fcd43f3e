namespace EdgeKit.Contracts.Market;

/// <summary>The answer of <c>GET /api/v1/market</c>.</summary>
/// <param name="Id">The market's name.</param>
/// <param name="Key">Tells its key from others without giving it away: the same at all kits of the market.</param>
/// <param name="Kits">The other kits that answer, by id.</param>
/// <param name="Strangers">Addresses that called of late with another key or for another market.</param>
/// <param name="Pending">Transfers without a final answer, oldest first.</param>
/// <param name="Last">The last transfers that came or went, newest first.</param>
public sealed record MarketView(
    string Id, string Key, IReadOnlyList<MarketKit> Kits, int Strangers, IReadOnlyList<PendingTransfer> Pending, IReadOnlyList<MarketTransfer> Last);
