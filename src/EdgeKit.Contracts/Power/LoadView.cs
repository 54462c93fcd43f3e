namespace EdgeKit.Contracts.Power;

/// <summary>Something that draws power.</summary>
/// <param name="Id">Its name.</param>
/// <param name="IsOn">Whether it is switched on.</param>
/// <param name="IsMeasured">Whether a sensor says so, or its rating.</param>
/// <param name="Watts">What it draws; null while nobody knows.</param>
public sealed record LoadView(string Id, bool IsOn, bool IsMeasured, double? Watts = null);
