namespace EdgeKit.Contracts.Power;

/// <summary>What flows on a bus.</summary>
/// <param name="Id">Its name.</param>
/// <param name="IsMeasured">Whether sensors say so; otherwise it is the sum of what its loads are taken to draw.</param>
/// <param name="IsOverLimit">Whether it is more than may be.</param>
/// <param name="FedBy">The bus that a converter feeds it from; null where only sources do.</param>
/// <param name="Watts">To everything that hangs on it; null when nobody knows.</param>
/// <param name="LimitWatts">What may flow; null when nobody said.</param>
/// <param name="UnmeasuredWatts">What flows to nothing on the map; below 0 the ratings of its loads are too high. Null when nobody measures the whole.</param>
public sealed record BusFlowView(
    string Id, bool IsMeasured, bool IsOverLimit, string? FedBy = null, double? Watts = null, double? LimitWatts = null, double? UnmeasuredWatts = null);
