namespace EdgeKit.Contracts.Power;

/// <summary>The answer of <c>GET /api/v1/sensors</c>.</summary>
/// <param name="Sensors">All that are configured, in the order of the configuration.</param>
public sealed record SensorsView(IReadOnlyList<SensorView> Sensors);
