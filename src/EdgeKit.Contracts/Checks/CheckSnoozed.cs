namespace EdgeKit.Contracts.Checks;

/// <summary>The answer to a snooze that is on the kit's disk.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Seq">The record of it.</param>
/// <param name="SnoozedUntil">Until then the check is due and nothing worse.</param>
public sealed record CheckSnoozed(string Check, long Seq, DateTimeOffset SnoozedUntil);
