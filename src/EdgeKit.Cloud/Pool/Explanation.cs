using EdgeKit.Cloud.Journal;

namespace EdgeKit.Cloud.Pool;

/// <summary>Where each unit of a SKU is, and who did what by hand.</summary>
/// <param name="Ledger">The sums, with each kit's and each log's part.</param>
/// <param name="Transit">What makes up <see cref="LedgerEntry.InTransit"/>.</param>
/// <param name="Journal">What was done by hand last, newest first.</param>
internal sealed record Explanation(LedgerEntry Ledger, IReadOnlyList<TransitEntry> Transit, IReadOnlyList<JournalEntry> Journal);
