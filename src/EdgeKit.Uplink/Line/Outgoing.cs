using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Uplink.Line;

/// <summary>What the kit has to say on its line: a batch, the answer to a question, or a pulse.</summary>
internal sealed record Outgoing(PendingBatch? Batch = null, LineReply? Reply = null, int Pulse = 0);
