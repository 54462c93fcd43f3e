namespace EdgeKit.Contracts.Uplink;

/// <summary>What a number was over some minutes, in its own unit.</summary>
/// <param name="Least">The least.</param>
/// <param name="Mean">The mean of the samples.</param>
/// <param name="Most">The most.</param>
public sealed record TelemetryRange(double Least, double Mean, double Most);
