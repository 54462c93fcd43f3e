namespace EdgeKit.Contracts.Power;

/// <summary>The answer of <c>GET /api/v1/sensors/{id}/history</c>.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="StepSeconds">How long each point stands for: 1, 60 or 900.</param>
/// <param name="Series">One for each quantity and channel.</param>
public sealed record HistoryView(string Sensor, int StepSeconds, IReadOnlyList<HistorySeries> Series);
