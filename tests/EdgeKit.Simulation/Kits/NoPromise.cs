using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Simulation.Kits;

/// <summary>Says what is certain and no more.</summary>
internal sealed class NoPromise : IPromiseEstimate
{
    /// <inheritdoc />
    public Promise For(long seq, string receipt, long ackSeq) => new(seq <= ackSeq ? PromiseState.Confirmed : PromiseState.Accepted, receipt);
}
