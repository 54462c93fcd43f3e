namespace EdgeKit.Ledger.Log;

/// <summary>Where the log ends.</summary>
/// <param name="Seq">The last record; 0 before the first.</param>
/// <param name="Hash">What the next record carries as its previous hash.</param>
/// <param name="Hlc">The hybrid logical clock of the last record.</param>
/// <param name="Orders">How many orders were accepted so far.</param>
internal readonly record struct LedgerHead(long Seq, ulong Hash, long Hlc, long Orders);
