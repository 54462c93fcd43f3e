using EdgeKit.Contracts.Checks;

namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.CheckRecorded"/>.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Name">What was looked at.</param>
/// <param name="Reading">What was read.</param>
/// <param name="By">Who looked.</param>
/// <param name="DueAt">When somebody was to look, by the kit's clock.</param>
/// <param name="LateBySeconds">How long after the deadline; 0 for in time.</param>
/// <param name="OutOfRange">Whether it is outside the plausible range, or <c>notOk</c>.</param>
/// <param name="Unit">Of the reading; null for <c>ok</c> and <c>notOk</c>.</param>
/// <param name="Assigned">Whose turn it was; null without a roster.</param>
/// <param name="Photo">Where a photo of it is.</param>
/// <param name="Note">What else was said.</param>
/// <param name="Sensor">The kit's own sensor that measures the same; null for none.</param>
/// <param name="SensorValue">What it said at that moment, in the same unit; null while it could not be believed.</param>
/// <param name="Difference">The reading less that.</param>
public sealed record CheckRecordedBody(
    string Check,
    string Name,
    CheckReading Reading,
    string By,
    DateTimeOffset DueAt,
    long LateBySeconds,
    bool OutOfRange,
    string? Unit = null,
    string? Assigned = null,
    string? Photo = null,
    string? Note = null,
    string? Sensor = null,
    double? SensorValue = null,
    double? Difference = null);
