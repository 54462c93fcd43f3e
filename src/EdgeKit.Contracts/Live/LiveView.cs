namespace EdgeKit.Contracts.Live;

/// <summary>The answer of <c>GET /api/v1/live</c>: what goes in and out of every stream.</summary>
/// <param name="Viewers">Connections that watch any stream.</param>
/// <param name="MemoryBytes">Memory that media takes.</param>
/// <param name="MemoryBudgetBytes">Memory that it may take.</param>
/// <param name="Streams">One by one.</param>
/// <param name="UplinkBitsPerSecond">What the uplink was measured, or configured, to carry; null before the first measurement.</param>
/// <param name="BudgetBitsPerSecond">How much of that the watched renditions may take together.</param>
public sealed record LiveView(
    int Viewers, long MemoryBytes, long MemoryBudgetBytes, IReadOnlyList<LiveStreamView> Streams, long? UplinkBitsPerSecond = null, long? BudgetBitsPerSecond = null);
