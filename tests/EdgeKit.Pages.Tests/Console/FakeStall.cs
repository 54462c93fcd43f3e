using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Tiles;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Tests.Console;

/// <summary>What the console shows of a stall, as a test sets it.</summary>
internal sealed class FakeStall : ITile, ICheckDesk, IStallDoor, ILedgerFeed, IOrderDesk, IFormTokens
{
    public const string FormToken = "of this page";

    public Tile Tile { get; set; } = new("till", "Till", TileLight.Green, "3", "orders taken", "Orders are taken.", Value: 3);

    public Exception? Fault { get; set; }

    public List<CheckView> Checks { get; } = [];

    public List<CheckSubmission> Recorded { get; } = [];

    public List<CheckSnooze> Snoozed { get; } = [];

    public ProblemResult? Refusal { get; set; }

    public List<OrderView> Orders { get; } = [];

    public int Closed { get; private set; }

    public Signal<long> HeadSeq { get; } = new(0);

    public int Place => 10;

    public bool NeedsOwner { get; set; }

    public int Guests { get; set; }

    public Guid Incarnation => Guid.Empty;

    public ISignal<long> Head => HeadSeq;

    public ISignal<long> Acknowledged { get; } = new Signal<long>(0);

    public long Oldest => 1;

    public IReadOnlyList<StockLevel> Stock { get; } = [];

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) => Fault is null ? ValueTask.FromResult(Tile) : throw Fault;

    public ValueTask<ChecksView> ViewAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ChecksView([.. Checks], Contracts.ClockState.Ntp));

    public Task<ProblemResult?> RecordAsync(CheckSubmission said, string key, CancellationToken cancellationToken)
    {
        if (Refusal is null || said.Confirm)
        {
            Recorded.Add(said);
            return Task.FromResult<ProblemResult?>(null);
        }

        return Task.FromResult<ProblemResult?>(Refusal);
    }

    public Task<ProblemResult?> SnoozeAsync(string check, CheckSnooze snooze, string key, CancellationToken cancellationToken)
    {
        Snoozed.Add(snooze);
        return Task.FromResult(Refusal);
    }

    public Task<ProblemResult?> CloseAsync(Caller by, CancellationToken cancellationToken)
    {
        (Closed, Guests) = (Closed + 1, 0);
        return Task.FromResult<ProblemResult?>(null);
    }

    public ValueTask<IReadOnlyList<LogRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken) => throw new NotSupportedException();

    public StockLevel StockOf(string sku) => throw new NotSupportedException();

    public Task<(OrderReceipt? Receipt, ProblemResult? Problem)> SubmitAsync(string? key, OrderSubmission submission, string? by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(OrderChange? Change, ProblemResult? Problem)> PayAsync(string? key, Guid orderId, PayRequest request, string? by) => throw new NotSupportedException();

    public Task<(OrderChange? Change, ProblemResult? Problem)> VoidAsync(string? key, Guid orderId, TakeBackRequest request, string? by) => throw new NotSupportedException();

    public Task<(OrderChange? Change, ProblemResult? Problem)> RefundAsync(string? key, Guid orderId, TakeBackRequest request, string? by) => throw new NotSupportedException();

    public ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(Guid orderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(string receipt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OrderView>> LatestAsync(int most, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<OrderView>>(Orders);

    public Task<(HoldView? Hold, ProblemResult? Problem)> PlaceHoldAsync(HoldRequest request, string? device) => throw new NotSupportedException();

    public Task<(HoldView? Hold, ProblemResult? Problem)> ReplaceHoldAsync(Guid id, HoldRequest request, string? device) => throw new NotSupportedException();

    public HoldView? FindHold(Guid id) => null;

    public Task<ProblemResult?> ReleaseHoldAsync(Guid id) => throw new NotSupportedException();

    public string Of(HttpContext context) => FormToken;

    public bool Fits(HttpContext context, string? token) => token == FormToken;
}
