namespace EdgeKit.Contracts.Checks;

/// <summary>The answer to a reading that is on the kit's disk.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Seq">The record of it.</param>
/// <param name="RecordedAt">When, by the kit.</param>
/// <param name="Clock">How far to trust that.</param>
/// <param name="NextDueAt">When somebody is to look again.</param>
/// <param name="LateBySeconds">How long after the deadline; 0 for in time.</param>
/// <param name="OutOfRange">Whether it is outside the plausible range, or <c>notOk</c>.</param>
/// <param name="SensorValue">What the kit's own sensor said at that moment, in the same unit; null for none that can be believed.</param>
/// <param name="Difference">The reading less that.</param>
public sealed record CheckRecorded(
    string Check,
    long Seq,
    DateTimeOffset RecordedAt,
    ClockState Clock,
    DateTimeOffset NextDueAt,
    long LateBySeconds,
    bool OutOfRange,
    double? SensorValue = null,
    double? Difference = null);
