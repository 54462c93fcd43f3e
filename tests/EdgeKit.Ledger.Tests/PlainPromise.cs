using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Ledger.Tests;

/// <summary>Promises what is certain and no more.</summary>
internal sealed class PlainPromise : IPromiseEstimate
{
    public Promise For(long seq, string receipt, long ackSeq) =>
        new(seq <= ackSeq ? PromiseState.Confirmed : PromiseState.Accepted, receipt);
}
