namespace EdgeKit.Power.Battery;

/// <summary>What was read of a pack at one moment. What is missing or not to be trusted is null, never 0.</summary>
/// <param name="At">On the monotonic clock.</param>
/// <param name="Volts">At the terminals.</param>
/// <param name="Amperes">Into the pack; negative when it gives.</param>
/// <param name="Celsius">Of the cells.</param>
/// <param name="GaugePercent">What a fuel gauge says itself, 0 to 100.</param>
internal readonly record struct PackSample(TimeSpan At, double? Volts = null, double? Amperes = null, double? Celsius = null, double? GaugePercent = null);
