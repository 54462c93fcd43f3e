namespace EdgeKit.Power.Distribution;

/// <summary>One voltage that loads hang on. Its reading is what flows out of it to all of them.</summary>
/// <param name="Id">Its name, and its reading's.</param>
/// <param name="FedBy">The bus that a converter feeds it from; null when only sources do.</param>
/// <param name="Efficiency">Of that converter, above 0 to 1.</param>
/// <param name="LimitWatts">What may flow to its loads; null when nobody said.</param>
internal sealed record MapBus(string Id, string? FedBy = null, double Efficiency = 1, double? LimitWatts = null);
