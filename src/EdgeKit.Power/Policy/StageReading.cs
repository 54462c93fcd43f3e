namespace EdgeKit.Power.Policy;

/// <summary>What the stages go by at one moment. What is missing, stale or not good is null; what is no number counts as missing.</summary>
/// <param name="At">On the monotonic clock.</param>
/// <param name="StateOfCharge">0 to 1.</param>
/// <param name="Uncertainty">Of it, one standard deviation.</param>
/// <param name="TimeToEmpty">The median; null also while charging.</param>
/// <param name="Volts">Of the packs under load.</param>
/// <param name="Celsius">The hottest of the kit.</param>
/// <param name="IsPowered">Mains or another source carries the load; null when unknown, which counts as not.</param>
/// <param name="IsPastReturn">The shutdown can no longer be called off.</param>
/// <param name="TimeToEmptyRestored">The median as it would be with all on again that was shed; null where that is nothing.</param>
/// <param name="VoltsRestored">Of the packs, likewise and at the heaviest load of late; null where that is no more than now.</param>
internal sealed record StageReading(
    TimeSpan At,
    double? StateOfCharge = null,
    double Uncertainty = 0,
    TimeSpan? TimeToEmpty = null,
    double? Volts = null,
    double? Celsius = null,
    bool? IsPowered = null,
    bool IsPastReturn = false,
    TimeSpan? TimeToEmptyRestored = null,
    double? VoltsRestored = null);
