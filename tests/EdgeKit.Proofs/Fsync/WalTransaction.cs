using EdgeKit.Proofs.Traces;

namespace EdgeKit.Proofs.Fsync;

/// <summary>The writes of one transaction, from its first frame to its last.</summary>
/// <param name="Writes">In order.</param>
internal sealed record WalTransaction(IReadOnlyList<SystemCall> Writes)
{
    /// <summary>When the last of its writes was done.</summary>
    public int Written { get; } = Writes.Max(static write => write.Left);
}
