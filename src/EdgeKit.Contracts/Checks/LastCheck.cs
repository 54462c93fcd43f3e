namespace EdgeKit.Contracts.Checks;

/// <summary>The last reading of a check.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="By">Who looked.</param>
/// <param name="RecordedAt">When, by the kit.</param>
/// <param name="OutOfRange">Whether it was outside the plausible range, or <c>notOk</c>.</param>
public sealed record LastCheck(CheckReading Reading, string By, DateTimeOffset RecordedAt, bool OutOfRange);
