using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Pages.Support;

/// <summary>Promises what is certain and no more.</summary>
internal sealed class PlainPromise : IPromiseEstimate
{
    public Promise For(long seq, string receipt, long ackSeq) =>
        seq <= ackSeq ? new(PromiseState.Confirmed, $"{receipt} is confirmed") : new(PromiseState.Queued, $"{receipt} is queued");
}
