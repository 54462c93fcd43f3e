namespace EdgeKit.Contracts.Uplink;

/// <summary>The answer of <c>GET /api/v1/uplink</c>.</summary>
/// <param name="State">How it is.</param>
/// <param name="Since">Since when, by the kit's clock.</param>
/// <param name="Queued">Records that the cloud does not have: <c>headSeq − ackSeq</c>.</param>
/// <param name="AckSeq">The last record that the cloud has.</param>
/// <param name="HeadSeq">The last record that the kit has.</param>
/// <param name="Incarnation">Which log.</param>
/// <param name="Outages">How many outages the promise's estimate rests on.</param>
/// <param name="OldestQueuedSeconds">How long the oldest of them has waited; null when none waits or its boot's clock is not known.</param>
/// <param name="LastError">What went wrong last, in words.</param>
/// <param name="Goodput">Bytes of records a second over the last exchanges; null before the first.</param>
public sealed record UplinkView(
    UplinkState State,
    DateTimeOffset Since,
    long Queued,
    long AckSeq,
    long HeadSeq,
    Guid Incarnation,
    int Outages,
    long? OldestQueuedSeconds = null,
    string? LastError = null,
    double? Goodput = null);
