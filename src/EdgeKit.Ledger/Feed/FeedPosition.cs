namespace EdgeKit.Ledger.Feed;

/// <summary>How far the log and the cloud are; said after each commit.</summary>
/// <param name="HeadSeq">The last record on the disk.</param>
/// <param name="AckSeq">The last record that the cloud has.</param>
internal sealed record FeedPosition(long HeadSeq, long AckSeq);
