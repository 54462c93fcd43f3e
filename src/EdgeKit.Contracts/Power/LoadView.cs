namespace EdgeKit.Contracts.Power;

/// <summary>Something that draws power.</summary>
/// <param name="Id">Its name.</param>
/// <param name="IsOn">Whether it is switched on. One that nobody has switched yet, or that has no relay, counts as on.</param>
/// <param name="IsMeasured">Whether a sensor says what it draws; otherwise it is its rating, or nothing while it is off.</param>
/// <param name="Watts">What it draws; null while nobody knows.</param>
/// <param name="ShedAt">From this stage on it is switched off; null for never.</param>
/// <param name="Priority">Higher ones go off last and come back first; null for one without a relay.</param>
/// <param name="LimitWatts">What it may draw; null when nobody said.</param>
/// <param name="Fault">Why it cannot be switched and what to do about it, in words; null for nothing.</param>
public sealed record LoadView(
    string Id,
    bool IsOn,
    bool IsMeasured,
    double? Watts = null,
    PowerStage? ShedAt = null,
    int? Priority = null,
    double? LimitWatts = null,
    string? Fault = null);
