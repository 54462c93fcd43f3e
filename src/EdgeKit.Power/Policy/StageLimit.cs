namespace EdgeKit.Power.Policy;

/// <summary>What brings a stage about: any one of these is enough; null is not looked at.</summary>
/// <param name="StateOfChargeBelow">0 to 1.</param>
/// <param name="TimeToEmptyBelow">The median.</param>
/// <param name="VoltsBelow">Of the packs under load.</param>
/// <param name="CelsiusAbove">Of the kit.</param>
internal sealed record StageLimit(
    double? StateOfChargeBelow = null,
    TimeSpan? TimeToEmptyBelow = null,
    double? VoltsBelow = null,
    double? CelsiusAbove = null);
