using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>A desk that keeps stock, holds and orders in memory, and answers as the ledger does.</summary>
internal sealed class FakeDesk(FakeCatalog catalog) : IOrderDesk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, HoldView> _holds = [];
    private readonly Dictionary<string, (OrderSubmission Submission, OrderReceipt Receipt)> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, OrderView> _orders = [];

    public Dictionary<string, long> Left { get; } = new(StringComparer.Ordinal) { ["bowl"] = 5, ["poster"] = 9, ["soup"] = 40 };

    /// <summary>What it says instead of taking an order.</summary>
    public ProblemResult? Refusal { get; set; }

    public IReadOnlyCollection<OrderView> Orders => _orders.Values;

    public IReadOnlyCollection<HoldView> Holds => _holds.Values;

    public IReadOnlyList<HoldView> ActiveHolds => [.. _holds.Values.Where(static hold => hold.State is HoldState.Held or HoldState.Paying)];

    public IReadOnlyList<StockLevel> Stock => [.. Left.Keys.Select(StockOf)];

    public StockLevel StockOf(string sku) => new(sku, Left.GetValueOrDefault(sku) - Held(sku), Held(sku), 0, 0, 0);

    public Task<(HoldView? Hold, ProblemResult? Problem)> PlaceHoldAsync(HoldRequest request, string? device)
    {
        lock (_gate)
        {
            var own = _holds.Values.FirstOrDefault(hold => hold.Cart == request.Cart && hold.State == HoldState.Held);
            if (request.Lines.Any(line => line.Quantity > StockOf(line.Sku).Available + (own?.Lines.FirstOrDefault(mine => mine.Sku == line.Sku)?.Quantity ?? 0)))
            {
                return Task.FromResult<(HoldView?, ProblemResult?)>((null, Problems.Of(ProblemTypes.OutOfStock, "Out of stock", 409, "Fewer are left.")));
            }

            var hold = new HoldView(own?.Id ?? Guid.CreateVersion7(SampleSites.Opens), request.Cart, request.Lines, HoldState.Held, request.TtlSeconds);
            _holds[hold.Id] = hold;
            return Task.FromResult<(HoldView?, ProblemResult?)>((hold, null));
        }
    }

    public Task<(HoldView? Hold, ProblemResult? Problem)> ReplaceHoldAsync(Guid id, HoldRequest request, string? device) => PlaceHoldAsync(request, device);

    public HoldView? FindHold(Guid id) => _holds.GetValueOrDefault(id);

    public void Expire() => End(HoldState.Expired, [.. _holds.Keys]);

    public Task<ProblemResult?> ReleaseHoldAsync(Guid id)
    {
        End(HoldState.Released, id);
        return Task.FromResult<ProblemResult?>(null);
    }

    public Task<(OrderReceipt? Receipt, ProblemResult? Problem)> SubmitAsync(string? key, OrderSubmission submission, string? by, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<(OrderReceipt?, ProblemResult?)>(Submit(key!, submission));
        }
    }

    public Task<(OrderChange? Change, ProblemResult? Problem)> PayAsync(string? key, Guid orderId, PayRequest request, string? by)
    {
        _orders[orderId] = _orders[orderId] with { Status = OrderStatus.Paid, Payment = request.Payment };
        return Task.FromResult<(OrderChange?, ProblemResult?)>((Change(orderId), null));
    }

    public Task<(OrderChange? Change, ProblemResult? Problem)> VoidAsync(string? key, Guid orderId, TakeBackRequest request, string? by)
    {
        var order = _orders[orderId];
        if (order.Status == OrderStatus.Open)
        {
            _orders[orderId] = order with { Status = OrderStatus.Voided };
            foreach (var line in order.Lines)
            {
                Left[line.Sku] += line.Quantity;
            }
        }

        return Task.FromResult<(OrderChange?, ProblemResult?)>((Change(orderId), null));
    }

    public Task<(OrderChange? Change, ProblemResult? Problem)> RefundAsync(string? key, Guid orderId, TakeBackRequest request, string? by) => throw new NotSupportedException();

    public ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(Guid orderId, CancellationToken cancellationToken) => ValueTask.FromResult<(OrderView?, ProblemResult?)>(
        _orders.TryGetValue(orderId, out var order) ? (order, null) : (null, Problems.NotFound("This kit has no such order.")));

    public ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(string receipt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OrderView>> LatestAsync(int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    private (OrderReceipt? Receipt, ProblemResult? Problem) Submit(string key, OrderSubmission submission)
    {
        if (_keys.TryGetValue(key, out var before))
        {
            return JsonSerializer.Serialize(before.Submission, ContractsJson.Default.OrderSubmission) == JsonSerializer.Serialize(submission, ContractsJson.Default.OrderSubmission)
                ? (before.Receipt, null)
                : (null, Problems.Of(ProblemTypes.KeyReused, "Used", 422, "With another request."));
        }

        if (Refusal is not null)
        {
            return (null, Refusal);
        }

        var lines = submission.Lines.Select(line => catalog.TryFind(line.Sku, out var item) ? new OrderLine(item.Sku, item.Name, line.Quantity, item.Price, item.TaxRate) : throw new InvalidOperationException(line.Sku)).ToList();
        var total = new Money(lines.Sum(static line => line.Price.Amount * line.Quantity), "EUR");
        if (submission.Total != total)
        {
            return (null, Problems.Of(ProblemTypes.PriceChanged, "The price is another now", 409, "Show it again."));
        }

        var own = submission.HoldId is { } id && _holds.TryGetValue(id, out var hold) && hold.State == HoldState.Held;
        if (!own && lines.Any(line => StockOf(line.Sku).Available < line.Quantity))
        {
            return (null, Problems.Of(ProblemTypes.OutOfStock, "Out of stock", 409, "Fewer are left."));
        }

        if (own)
        {
            End(HoldState.Committed, submission.HoldId!.Value);
        }

        lines.ForEach(line => Left[line.Sku] -= line.Quantity);
        var seq = _orders.Count + 1;
        var promise = new Promise(PromiseState.Queued, "On this stall's box; the cloud has it by about 20:40.");
        var receipt = new OrderReceipt(Guid.CreateVersion7(SampleSites.Opens), $"17-{seq:0000}", seq, total, OrderStatus.Open, promise);
        _orders[receipt.OrderId] = new OrderView(
            receipt.OrderId, receipt.Receipt, seq, OrderStatus.Open, lines, [], [], total, submission.Payment, SampleSites.Opens, ClockState.Ntp, promise, submission.Customer, submission.Note);
        _keys[key] = (submission, receipt);
        return (receipt, null);
    }

    private OrderChange Change(Guid id) => new(id, _orders[id].Receipt, 99, _orders[id].Status, _orders[id].Total, _orders[id].Promise);

    private long Held(string sku) => _holds.Values.Where(static hold => hold.State == HoldState.Held).SelectMany(static hold => hold.Lines).Where(line => line.Sku == sku).Sum(static line => line.Quantity);

    private void End(HoldState state, params IReadOnlyList<Guid> ids)
    {
        foreach (var id in ids.Where(_holds.ContainsKey))
        {
            _holds[id] = _holds[id] with { State = state, Cart = "", RemainingSeconds = null };
        }
    }
}
