namespace EdgeKit.Power.Checks;

/// <summary>When a check becomes what, on this boot's monotonic clock.</summary>
/// <param name="Due">When somebody is to look.</param>
/// <param name="Deadline">From when on it is late.</param>
/// <param name="Escalation">From when on it is escalated.</param>
/// <param name="SnoozedUntil">Until when it is due and nothing worse; null for not snoozed.</param>
internal readonly record struct CheckTimes(TimeSpan Due, TimeSpan Deadline, TimeSpan Escalation, TimeSpan? SnoozedUntil = null);
