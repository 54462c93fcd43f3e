namespace EdgeKit.Contracts.Market;

/// <summary>The answer of <c>GET /market/v1/stock</c>: who answers, and what another kit could have of it.</summary>
/// <param name="Kit">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Incarnation">Its log.</param>
/// <param name="Run">Another at each start of its daemon; who asks for rights says it, so that no request outlives a restart.</param>
/// <param name="Spare">Units of each SKU that it would give.</param>
public sealed record PeerStock(string Kit, string Name, Guid Incarnation, string Run, IReadOnlyDictionary<string, long> Spare);
