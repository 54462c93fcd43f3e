namespace EdgeKit.Contracts.Power;

/// <summary>One value of a sensor.</summary>
/// <param name="Quantity">What it measures, with the unit in its name: <c>volts</c>, <c>amperes</c>, <c>celsius</c>.</param>
/// <param name="Channel">Which of several of that quantity; empty where there is one.</param>
/// <param name="Value">The newest value that could be believed.</param>
/// <param name="AgeSeconds">How old that is.</param>
public sealed record ReadingView(string Quantity, string Channel, double Value, double AgeSeconds);
