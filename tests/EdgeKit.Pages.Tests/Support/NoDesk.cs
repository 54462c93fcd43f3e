using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Pages.Support;

/// <summary>A desk at which nobody orders, where a test must not come to it.</summary>
internal sealed class NoDesk : IOrderDesk
{
    public IReadOnlyList<StockLevel> Stock => throw new NotSupportedException();

    public IReadOnlyList<HoldView> ActiveHolds => throw new NotSupportedException();

    public StockLevel StockOf(string sku) => throw new NotSupportedException();

    public Task<(OrderReceipt? Receipt, ProblemResult? Problem)> SubmitAsync(string? key, OrderSubmission submission, string? by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(OrderChange? Change, ProblemResult? Problem)> PayAsync(string? key, Guid orderId, PayRequest request, string? by) => throw new NotSupportedException();

    public Task<(OrderChange? Change, ProblemResult? Problem)> VoidAsync(string? key, Guid orderId, TakeBackRequest request, string? by) => throw new NotSupportedException();

    public Task<(OrderChange? Change, ProblemResult? Problem)> RefundAsync(string? key, Guid orderId, TakeBackRequest request, string? by) => throw new NotSupportedException();

    public ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(Guid orderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(string receipt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OrderView>> LatestAsync(int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(HoldView? Hold, ProblemResult? Problem)> PlaceHoldAsync(HoldRequest request, string? device) => throw new NotSupportedException();

    public Task<(HoldView? Hold, ProblemResult? Problem)> ReplaceHoldAsync(Guid id, HoldRequest request, string? device) => throw new NotSupportedException();

    public HoldView? FindHold(Guid id) => throw new NotSupportedException();

    public Task<ProblemResult?> ReleaseHoldAsync(Guid id) => throw new NotSupportedException();
}
