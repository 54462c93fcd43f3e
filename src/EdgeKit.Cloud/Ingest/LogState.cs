namespace EdgeKit.Cloud.Ingest;

/// <summary>How far a log is kept.</summary>
/// <param name="Id">The cloud's number for it.</param>
/// <param name="LastSeq">The last record; 0 for none.</param>
/// <param name="LastHash">Its hash; of the incarnation when there is none.</param>
/// <param name="FrozenWhy">Null unless it is frozen.</param>
internal sealed record LogState(long Id, long LastSeq, ulong LastHash, string? FrozenWhy);
