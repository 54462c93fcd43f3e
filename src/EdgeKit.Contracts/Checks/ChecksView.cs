namespace EdgeKit.Contracts.Checks;

/// <summary>The answer of <c>GET /api/v1/checks</c>.</summary>
/// <param name="Checks">In the order of the configuration; empty where none are configured.</param>
/// <param name="Clock">How far to trust the times in it.</param>
public sealed record ChecksView(IReadOnlyList<CheckView> Checks, ClockState Clock);
