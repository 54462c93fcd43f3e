namespace EdgeKit.Broker.Telling;

/// <summary>What waits for the cloud.</summary>
/// <param name="Queued">Records that the cloud does not have.</param>
/// <param name="AckSeq">The last record that the cloud has.</param>
/// <param name="HeadSeq">The last record that the kit has.</param>
internal sealed record QueueView(long Queued, long AckSeq, long HeadSeq);
