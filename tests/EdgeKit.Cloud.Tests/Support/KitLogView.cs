namespace EdgeKit.Cloud.Tests.Support;

/// <summary>What an operator sees of a log.</summary>
internal sealed record KitLogView(long LastSeq, long Quarantined, string? FrozenWhy);
