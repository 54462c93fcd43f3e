namespace EdgeKit.Cloud.Kits;

/// <summary>One log of a kit.</summary>
/// <param name="Incarnation">Which one.</param>
/// <param name="LastSeq">How far it is kept.</param>
/// <param name="Quarantined">Records that were set aside.</param>
/// <param name="LastHeard">When something new of it came last.</param>
/// <param name="FrozenAt">Since when it is frozen; null unless it is.</param>
/// <param name="FrozenWhy">Why.</param>
internal sealed record KitLog(
    Guid Incarnation, long LastSeq, long Quarantined, DateTimeOffset LastHeard, DateTimeOffset? FrozenAt = null, string? FrozenWhy = null);
