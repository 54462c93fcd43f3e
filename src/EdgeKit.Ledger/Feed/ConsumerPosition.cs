namespace EdgeKit.Ledger.Feed;

/// <summary>How far a reader of the feed says that it is.</summary>
/// <param name="AckSeq">The last record that it has.</param>
internal sealed record ConsumerPosition(long AckSeq);
