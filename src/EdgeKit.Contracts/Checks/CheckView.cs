namespace EdgeKit.Contracts.Checks;

/// <summary>A check and how it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What to look at.</param>
/// <param name="State">How urgent it is.</param>
/// <param name="DueAt">When somebody is to look.</param>
/// <param name="DeadlineAt">From when on it is late.</param>
/// <param name="LateBySeconds">How long after the deadline it is now; 0 before.</param>
/// <param name="CanSnooze">Whether it is due and was not snoozed yet.</param>
/// <param name="Unit">The unit of its readings; null where they are <c>ok</c> and <c>notOk</c>.</param>
/// <param name="Low">The least plausible reading.</param>
/// <param name="High">The largest plausible reading.</param>
/// <param name="Assigned">Whose turn it is; null without a roster.</param>
/// <param name="EscalateTo">Who is told when nobody looks.</param>
/// <param name="SnoozedUntil">Until when it is quiet; null when it is not.</param>
/// <param name="Last">The last reading; null before the first.</param>
public sealed record CheckView(
    string Id,
    string Name,
    CheckState State,
    DateTimeOffset DueAt,
    DateTimeOffset DeadlineAt,
    long LateBySeconds,
    bool CanSnooze,
    string? Unit = null,
    double? Low = null,
    double? High = null,
    string? Assigned = null,
    string? EscalateTo = null,
    DateTimeOffset? SnoozedUntil = null,
    LastCheck? Last = null);
