namespace EdgeKit.Contracts.Till;

/// <summary>The answer of <c>GET /api/v1/till</c>.</summary>
/// <param name="Now">What went through the till since it was opened, or closed last.</param>
/// <param name="Last">The last day that was closed.</param>
public sealed record TillReport(TillDay Now, TillDay? Last = null);
