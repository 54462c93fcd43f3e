namespace EdgeKit.Contracts.Power;

/// <summary>A stage that began.</summary>
/// <param name="AtSeconds">Since the beginning.</param>
/// <param name="Stage">Which.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="StateOfCharge">Then, 0 to 1; null while nothing is known.</param>
/// <param name="TimeToEmptySeconds">Then; null while nobody knows.</param>
public sealed record StageChangeView(double AtSeconds, PowerStage Stage, string Reason, double? StateOfCharge = null, long? TimeToEmptySeconds = null);
