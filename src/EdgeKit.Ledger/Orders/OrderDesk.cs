using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Orders;

/// <summary>Where orders are made, changed and looked at, by the API and by the kit's own pages.</summary>
internal sealed class OrderDesk(
    LedgerWriter writer, LedgerReader reader, HoldDesk holds, ICatalogView catalog, KitOptions kit, IPromiseEstimate promises, ShutdownNotice shutdown, LedgerMetrics metrics)
    : IOrderDesk
{
    private readonly string _receiptPrefix = ReceiptPrefix.Of(kit.Id);

    /// <inheritdoc />
    public IReadOnlyList<StockLevel> Stock => writer.Stock.All;

    /// <inheritdoc />
    public StockLevel StockOf(string sku) => writer.Stock[sku];

    /// <inheritdoc />
    public IReadOnlyList<HoldView> ActiveHolds => holds.Active;

    /// <summary>What is asked when an order is submitted; a key belongs to it and to the request's bytes.</summary>
    public static string SubmitRoute => "orders";

    /// <summary>What is asked when an order is paid.</summary>
    public static string PayRoute(string id) => $"pay {id}";

    /// <summary>What is asked when an order is taken back.</summary>
    public static string TakeBackRoute(string id, bool refund) => $"{(refund ? "refund" : "void")} {id}";

    /// <summary>Accepts an order.</summary>
    public async Task<CommandResult> SubmitAsync(IdempotencyKey key, OrderSubmission submission, string? by, CancellationToken cancellationToken)
    {
        if (shutdown.Reason is { } reason)
        {
            return await RefusedUnlessReplayedAsync(key, LedgerAnswers.Stopping(reason), cancellationToken);
        }

        var (draft, wrong) = OrderRules.Draft(submission, catalog, kit.Currency);
        return draft is null
            ? await RefusedUnlessReplayedAsync(key, wrong!, cancellationToken)
            : await writer.SubmitAsync(new SubmitOrder(key, draft, _receiptPrefix, promises, by));
    }

    /// <summary>Records the payment of an open order.</summary>
    public async Task<CommandResult> PayAsync(IdempotencyKey key, Guid orderId, PayRequest request, string? by)
    {
        var wrong = OrderRules.CheckPayment(request.Payment)
            ?? (request.Payment.Method == PaymentMethod.Later ? Problems.BadRequest("payment.method", "Expected cash, terminal or link.") : null);
        return wrong is null ? await writer.SubmitAsync(new PayOrder(key, orderId, request.Payment, promises, by)) : new CommandResult.Refused(wrong);
    }

    /// <summary>Voids or refunds an order, or some of it.</summary>
    public async Task<CommandResult> TakeBackAsync(IdempotencyKey key, Guid orderId, TakeBackRequest request, bool refund, string? by)
    {
        var wrong = OrderRules.CheckText("reason", request.Reason, 500) ?? (request.Lines is { } lines ? OrderRules.CheckLines(lines) : null);
        return wrong is null ? await writer.SubmitAsync(new TakeBackOrder(key, orderId, request, refund, promises, by)) : new CommandResult.Refused(wrong);
    }

    /// <inheritdoc />
    public Task<(OrderReceipt? Receipt, ProblemResult? Problem)> SubmitAsync(string? key, OrderSubmission submission, string? by, CancellationToken cancellationToken) =>
        AskAsync(
            key,
            SubmitRoute,
            submission,
            ContractsJson.Default.OrderSubmission,
            ContractsJson.Default.OrderReceipt,
            made => SubmitAsync(made, submission, by, cancellationToken));

    /// <inheritdoc />
    public Task<(OrderChange? Change, ProblemResult? Problem)> PayAsync(string? key, Guid orderId, PayRequest request, string? by) =>
        AskAsync(
            key, PayRoute($"{orderId:D}"), request, ContractsJson.Default.PayRequest, ContractsJson.Default.OrderChange, made => PayAsync(made, orderId, request, by));

    /// <inheritdoc />
    public Task<(OrderChange? Change, ProblemResult? Problem)> VoidAsync(string? key, Guid orderId, TakeBackRequest request, string? by) =>
        TakeBackAsync(key, orderId, request, refund: false, by);

    /// <inheritdoc />
    public Task<(OrderChange? Change, ProblemResult? Problem)> RefundAsync(string? key, Guid orderId, TakeBackRequest request, string? by) =>
        TakeBackAsync(key, orderId, request, refund: true, by);

    /// <inheritdoc />
    public async ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(Guid orderId, CancellationToken cancellationToken)
    {
        if (OrderIds.SeqOf(writer.Incarnation, orderId) is not { } seq)
        {
            return (null, NoSuchOrder($"{orderId:D}"));
        }

        if (seq < writer.Oldest)
        {
            return (null, Problems.Of(ProblemTypes.Gone, "No longer kept", StatusCodes.Status410Gone, "The kit no longer keeps this order; the cloud has it."));
        }

        return await reader.FindRecordAsync(seq, cancellationToken) is { Type: RecordTypes.OrderAccepted } record
            ? (View(record, await reader.FindOrderStateAsync(seq, cancellationToken)), null)
            : (null, NoSuchOrder($"{orderId:D}"));
    }

    /// <inheritdoc />
    public async ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(string receipt, CancellationToken cancellationToken)
    {
        var text = receipt.AsSpan().Trim();
        var digits = text.StartsWith($"{_receiptPrefix}-", StringComparison.OrdinalIgnoreCase) ? text[(_receiptPrefix.Length + 1)..] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await reader.FindOrderAsync(number, writer.Oldest, writer.Head.Current, cancellationToken) is { } record
            ? (View(record, await reader.FindOrderStateAsync(record.Seq, cancellationToken)), null)
            : (null, NoSuchOrder(receipt));
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<OrderView>> LatestAsync(int most, CancellationToken cancellationToken) => await ListAsync(0, most, newest: true, cancellationToken);

    /// <summary>Orders after a sequence, oldest first, or the newest ones.</summary>
    public async ValueTask<IReadOnlyList<OrderView>> ListAsync(long after, int limit, bool newest, CancellationToken cancellationToken) =>
        [.. (await reader.ReadOrdersAsync(after, limit, newest, cancellationToken)).Select(row => View(row.Record, row.State))];

    /// <inheritdoc />
    public async Task<(HoldView? Hold, ProblemResult? Problem)> PlaceHoldAsync(HoldRequest request, string? device) =>
        Answer(await holds.PlaceAsync(null, request, device), ContractsJson.Default.HoldView);

    /// <inheritdoc />
    public async Task<(HoldView? Hold, ProblemResult? Problem)> ReplaceHoldAsync(Guid id, HoldRequest request, string? device) =>
        Answer(await holds.PlaceAsync(id, request, device), ContractsJson.Default.HoldView);

    /// <inheritdoc />
    public HoldView? FindHold(Guid id) => holds.Find(id);

    /// <inheritdoc />
    public async Task<ProblemResult?> ReleaseHoldAsync(Guid id) => LedgerAnswers.ProblemOf(await holds.MoveAsync(id, HoldStep.Release));

    private static (T? Value, ProblemResult? Problem) Answer<T>(CommandResult result, JsonTypeInfo<T> typeInfo)
        where T : class => result switch
        {
            CommandResult.Accepted accepted => (JsonSerializer.Deserialize(accepted.Answer.Span, typeInfo), null),
            CommandResult.Replayed replayed => (JsonSerializer.Deserialize(replayed.Answer.Span, typeInfo), null),
            _ => (null, LedgerAnswers.ProblemOf(result)),
        };

    private static ProblemResult NoSuchOrder(string id) => Problems.NotFound($"This kit has no order '{id}'.");

    private Task<(OrderChange? Change, ProblemResult? Problem)> TakeBackAsync(string? key, Guid orderId, TakeBackRequest request, bool refund, string? by) =>
        AskAsync(
            key,
            TakeBackRoute($"{orderId:D}", refund),
            request,
            ContractsJson.Default.TakeBackRequest,
            ContractsJson.Default.OrderChange,
            made => TakeBackAsync(made, orderId, request, refund, by));

    private async Task<(TAnswer? Answer, ProblemResult? Problem)> AskAsync<TRequest, TAnswer>(
        string? key, string route, TRequest request, JsonTypeInfo<TRequest> requestInfo, JsonTypeInfo<TAnswer> answerInfo, Func<IdempotencyKey, Task<CommandResult>> ask)
        where TAnswer : class
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(request, requestInfo);
        var wrong = RequestBody.Check(bytes, kit.Currency);
        if (!IdempotencyKey.TryCreate(key, route, bytes, out var made))
        {
            wrong ??= LedgerAnswers.KeyMissing();
        }

        var result = wrong is null ? await ask(made) : new CommandResult.Refused(wrong);
        LedgerAnswers.Count(result, metrics);
        return Answer(result, answerInfo);
    }

    /// <summary>A catalogue that has changed since, or a kit that goes off, must not turn the repetition of an accepted order into a refusal.</summary>
    private async Task<CommandResult> RefusedUnlessReplayedAsync(IdempotencyKey key, ProblemResult problem, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = await writer.SubmitAsync(new FindAnswer(key));
        return result is CommandResult.NotFound ? new CommandResult.Refused(problem) : result;
    }

    private OrderView View(LogRecord record, OrderState? state)
    {
        var order = JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.OrderAcceptedBody)!;
        state ??= OrderState.Of(order);
        return new OrderView(
            order.OrderId,
            order.Receipt,
            record.Seq,
            state.Status,
            order.Lines,
            state.Voided,
            state.Refunded,
            order.Total,
            state.Payment ?? order.Payment,
            record.RecordedAt.Time,
            record.RecordedAt.Clock,
            promises.For(record.Seq, order.Receipt, writer.Acknowledged.Current),
            order.Customer,
            order.Note);
    }
}
