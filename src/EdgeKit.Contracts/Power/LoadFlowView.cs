namespace EdgeKit.Contracts.Power;

/// <summary>What a load draws from its bus.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Bus">The bus that it hangs on.</param>
/// <param name="IsMeasured">Whether a sensor says so; otherwise it is its rating, or nothing while it is off.</param>
/// <param name="IsOverLimit">Whether it is more than may be.</param>
/// <param name="Watts">What it draws; null when nobody knows: then it is part of what is unmeasured on the bus.</param>
/// <param name="LimitWatts">What it may draw; null when nobody said.</param>
public sealed record LoadFlowView(string Id, string Bus, bool IsMeasured, bool IsOverLimit, double? Watts = null, double? LimitWatts = null);
