namespace EdgeKit.Power.Distribution;

/// <summary>Where power comes from and goes to at one moment. Immutable.</summary>
/// <param name="Sources">In the order of the map.</param>
/// <param name="Buses">In the order of the map.</param>
/// <param name="Loads">In the order of the map.</param>
/// <param name="OverLimit">Names of all that carry more than they may.</param>
internal sealed record PowerFlows(IReadOnlyList<Flow> Sources, IReadOnlyList<BusFlow> Buses, IReadOnlyList<Flow> Loads, IReadOnlyList<string> OverLimit);
