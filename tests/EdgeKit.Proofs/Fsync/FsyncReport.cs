namespace EdgeKit.Proofs.Fsync;

/// <summary>What a trace shows.</summary>
/// <param name="Orders">Acknowledged orders that were looked at.</param>
/// <param name="Transactions">Transactions in the write-ahead log.</param>
/// <param name="Batches">Transactions that held those orders.</param>
/// <param name="Syncs">Syncs of the log.</param>
/// <param name="Violations">A line for each order that was answered too early.</param>
internal sealed record FsyncReport(int Orders, int Transactions, int Batches, int Syncs, IReadOnlyList<string> Violations);
