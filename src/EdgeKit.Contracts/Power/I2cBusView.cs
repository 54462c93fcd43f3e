namespace EdgeKit.Contracts.Power;

/// <summary>What answers on an I²C bus.</summary>
/// <param name="Bus">Its number.</param>
/// <param name="Answers">By address.</param>
/// <param name="Fault">Why it cannot be looked at, and what to do about it; null when it can.</param>
public sealed record I2cBusView(int Bus, IReadOnlyList<I2cAnswerView> Answers, string? Fault = null);
