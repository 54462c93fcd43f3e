using EdgeKit.Cloud.Losses;

namespace EdgeKit.Cloud.Kits;

/// <summary>One log of a kit.</summary>
/// <param name="Incarnation">Which one.</param>
/// <param name="LastSeq">How far it is kept.</param>
/// <param name="Quarantined">Records that were set aside.</param>
/// <param name="LastHeard">When something new of it came last.</param>
/// <param name="FrozenAt">Since when it is frozen; null unless it is.</param>
/// <param name="FrozenWhy">Why.</param>
/// <param name="Standing">What may be done with it.</param>
/// <param name="LastContact">When its kit last asked for something; null for never.</param>
/// <param name="LostAt">Since when its kit is lost; null unless it is.</param>
/// <param name="LostWhy">Why somebody said so.</param>
/// <param name="SettledAt">When what was left of its goods was counted; null unless it was.</param>
/// <param name="SettledWhy">Why.</param>
/// <param name="Origin">The log of the card that was copied, for one that holds what a copy went on with.</param>
internal sealed record KitLog(
    Guid Incarnation,
    long LastSeq,
    long Quarantined,
    DateTimeOffset LastHeard,
    DateTimeOffset? FrozenAt = null,
    string? FrozenWhy = null,
    LogStanding Standing = LogStanding.Open,
    DateTimeOffset? LastContact = null,
    DateTimeOffset? LostAt = null,
    string? LostWhy = null,
    DateTimeOffset? SettledAt = null,
    string? SettledWhy = null,
    Guid? Origin = null);
