namespace EdgeKit.Contracts.Power;

/// <summary>The fan.</summary>
/// <param name="IsBlind">Whether the temperature that it goes by is unknown; it turns fast enough for most then.</param>
/// <param name="IsStopped">Whether it stands still although it should turn. Only a fan with a tachometer tells.</param>
/// <param name="Duty">How much of its speed is asked of it, 0 to 1; null while it cannot be set.</param>
/// <param name="Celsius">What it goes by; null while that is unknown.</param>
/// <param name="RevolutionsPerMinute">How fast it turns; null where nothing tells.</param>
/// <param name="Fault">What is wrong and what to do about it, in words; null for nothing.</param>
public sealed record FanView(
    bool IsBlind, bool IsStopped, double? Duty = null, double? Celsius = null, double? RevolutionsPerMinute = null, string? Fault = null);
