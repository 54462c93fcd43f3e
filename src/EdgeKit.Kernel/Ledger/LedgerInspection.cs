namespace EdgeKit.Kernel.Ledger;

/// <summary>What somebody found who looked into the ledger from outside, without changing it.</summary>
/// <param name="Head">The last record; 0 before the first.</param>
/// <param name="Orders">Orders accepted so far.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="FreeBytes">Of these, free for what comes.</param>
/// <param name="LogBytes">Written and not yet in the file.</param>
/// <param name="IsWholeChecked">Whether every page was looked at; of a large file only the last records are.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
public sealed record LedgerInspection(long Head, long Orders, long Bytes, long FreeBytes, long LogBytes, bool IsWholeChecked, string? Fault = null);
