using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Cloud.Telemetry;

/// <summary>How a kit was, as it said.</summary>
/// <param name="At">When that came.</param>
/// <param name="Seconds">How long before that it covers.</param>
/// <param name="Values">By the name of what was measured.</param>
internal sealed record TelemetryEntry(DateTimeOffset At, double Seconds, IReadOnlyDictionary<string, TelemetryRange> Values);
