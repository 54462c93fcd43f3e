namespace EdgeKit.Contracts.Uplink;

/// <summary>The cloud's answer to a batch of records.</summary>
/// <param name="Incarnation">Whose log it speaks of.</param>
/// <param name="AckSeq">The last record it has kept of it; 0 for none.</param>
/// <param name="Feed">Where the down feed stands: other than the kit's cursor means that there is something to fetch.</param>
/// <param name="Time">The cloud's clock.</param>
public sealed record PushAnswer(Guid Incarnation, long AckSeq, string Feed, DateTimeOffset Time);
