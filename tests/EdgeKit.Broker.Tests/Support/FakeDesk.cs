using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>A desk that takes each key once, when the test lets it commit.</summary>
internal sealed class FakeDesk : IOrderDesk
{
    private readonly Dictionary<string, OrderReceipt> _receipts = new(StringComparer.Ordinal);

    /// <summary>What was asked for, in order.</summary>
    public List<(string? Key, OrderSubmission Submission, string? By)> Asked { get; } = [];

    /// <summary>Orders that were made.</summary>
    public int Made => _receipts.Count;

    /// <summary>Completes when the disk has it; null for at once.</summary>
    public TaskCompletionSource? Commit { get; set; }

    /// <summary>Completes once an order waits for the disk.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why nothing can be committed; null where it can.</summary>
    public ProblemResult? Problem { get; set; }

    public IReadOnlyList<StockLevel> Stock { get; set; } = [];

    public IReadOnlyList<HoldView> ActiveHolds => [];

    public StockLevel StockOf(string sku) => Stock.First(level => level.Sku == sku);

    public async Task<(OrderReceipt? Receipt, ProblemResult? Problem)> SubmitAsync(string? key, OrderSubmission submission, string? by, CancellationToken cancellationToken)
    {
        Asked.Add((key, submission, by));
        Waiting.TrySetResult();
        await (Commit?.Task ?? Task.CompletedTask);
        if (Problem is not null || key is null)
        {
            return (null, Problem ?? Problems.BadRequest("Idempotency-Key", "It is missing."));
        }

        if (!_receipts.TryGetValue(key, out var receipt))
        {
            var number = _receipts.Count + 1;
            receipt = new OrderReceipt(
                new Guid(number, 0, 0, new byte[8]), $"17-{number:0000}", number, new Money(350, "EUR"), OrderStatus.Paid, new Promise(PromiseState.Accepted, "On this stall's box."));
            _receipts.Add(key, receipt);
        }

        return (receipt, null);
    }

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
