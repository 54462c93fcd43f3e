namespace EdgeKit.Cloud.Ingest;

/// <summary>How far a log is kept.</summary>
/// <param name="Id">The cloud's number for it.</param>
/// <param name="LastSeq">The last record; 0 for none.</param>
/// <param name="LastHash">Its hash; of the incarnation when there is none.</param>
/// <param name="FrozenWhy">Null unless it is frozen.</param>
/// <param name="Origin">The incarnation that its records name, where that is another: it went on from a copied card.</param>
/// <param name="Lost">Whether somebody said that the kit is lost.</param>
/// <param name="Settled">Whether its goods were counted and it was closed for good.</param>
/// <param name="Contact">When its kit last asked for something.</param>
internal sealed record LogState(
    long Id, long LastSeq, ulong LastHash, string? FrozenWhy, Guid? Origin, bool Lost, bool Settled, DateTimeOffset Contact);
