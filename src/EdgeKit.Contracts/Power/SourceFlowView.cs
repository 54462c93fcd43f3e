namespace EdgeKit.Contracts.Power;

/// <summary>What a source gives.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bus">The bus that it feeds.</param>
/// <param name="IsMeasured">Whether a sensor says so.</param>
/// <param name="IsOverLimit">Whether it is more than may be.</param>
/// <param name="Watts">Into the bus; below 0 a pack is charged. Null when nobody knows.</param>
/// <param name="LimitWatts">What may flow, either way; null when nobody said.</param>
public sealed record SourceFlowView(string Id, SourceKind Kind, string Bus, bool IsMeasured, bool IsOverLimit, double? Watts = null, double? LimitWatts = null);
