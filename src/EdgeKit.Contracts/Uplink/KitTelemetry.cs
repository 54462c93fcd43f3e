namespace EdgeKit.Contracts.Uplink;

/// <summary>How a kit was over some minutes: of each number the least, the mean and the most. Expendable: nobody keeps what did not get through.</summary>
/// <param name="Seconds">How long it covers.</param>
/// <param name="Values">By the name of what was measured, such as <c>power</c> or <c>uplink</c>.</param>
public sealed record KitTelemetry(double Seconds, IReadOnlyDictionary<string, TelemetryRange> Values);
