using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Orders;

/// <summary>Orders over HTTP.</summary>
internal sealed class OrderEndpoints(
    LedgerWriter writer, LedgerReader reader, ICatalogView catalog, KitOptions kit, IPromiseEstimate promises, ShutdownNotice shutdown, LedgerMetrics metrics)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;
    private const string KeyHeader = "Idempotency-Key";

    private readonly string _receiptPrefix = ReceiptPrefix.Of(kit.Id);

    /// <summary><c>POST /api/v1/orders</c>.</summary>
    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var (key, submission, problem) = await ReadAsync(context, "orders", ContractsJson.Default.OrderSubmission);
        if (submission is null)
        {
            return Refused(problem!);
        }

        if (shutdown.Reason is { } reason)
        {
            return await RefusedUnlessReplayedAsync(key, LedgerAnswers.Stopping(reason), context.RequestAborted);
        }

        var (draft, wrong) = OrderRules.Draft(submission, catalog, kit.Currency);
        return draft is null
            ? await RefusedUnlessReplayedAsync(key, wrong!, context.RequestAborted)
            : LedgerAnswers.Of(await writer.SubmitAsync(new SubmitOrder(key, draft, _receiptPrefix, promises)), metrics);
    }

    /// <summary><c>POST /api/v1/orders/{id}/pay</c>.</summary>
    public async Task<IResult> PayAsync(string id, HttpContext context)
    {
        var (key, request, problem) = await ReadAsync(context, $"pay {id}", ContractsJson.Default.PayRequest);
        if (request is null)
        {
            return Refused(problem!);
        }

        if (!Guid.TryParseExact(id, "D", out var orderId))
        {
            return Problems.NotFound($"There is no order '{id}'.");
        }

        if (OrderRules.CheckPayment(request.Payment) is { } wrong)
        {
            return Refused(wrong);
        }

        return request.Payment.Method == PaymentMethod.Later
            ? Refused(Problems.BadRequest("payment.method", "Expected cash, terminal or link."))
            : LedgerAnswers.Of(await writer.SubmitAsync(new PayOrder(key, orderId, request.Payment, promises)), metrics);
    }

    /// <summary><c>POST /api/v1/orders/{id}/void</c>.</summary>
    public Task<IResult> VoidAsync(string id, HttpContext context) => TakeBackAsync(id, context, refund: false);

    /// <summary><c>POST /api/v1/orders/{id}/refund</c>.</summary>
    public Task<IResult> RefundAsync(string id, HttpContext context) => TakeBackAsync(id, context, refund: true);

    /// <summary><c>GET /api/v1/orders/{id}</c>.</summary>
    public async Task<IResult> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var orderId) || OrderIds.SeqOf(writer.Incarnation, orderId) is not { } seq)
        {
            return Problems.NotFound($"This kit has no order '{id}'.");
        }

        if (seq < writer.Oldest)
        {
            return Problems.Of(ProblemTypes.Gone, "No longer kept", StatusCodes.Status410Gone, "The kit no longer keeps this order; the cloud has it.");
        }

        return await reader.FindRecordAsync(seq, cancellationToken) is { Type: RecordTypes.OrderAccepted } record
            ? Results.Json(View(record, await reader.FindOrderStateAsync(seq, cancellationToken)), ContractsJson.Default.OrderView)
            : Problems.NotFound($"This kit has no order '{id}'.");
    }

    /// <summary><c>GET /api/v1/orders</c>: a page after <paramref name="since"/>, or the <paramref name="latest"/> ones, newest first.</summary>
    public async Task<IResult> ListAsync(string? since, string? limit, string? latest, CancellationToken cancellationToken)
    {
        if (!Query.TryNumber(since, 0, 0, long.MaxValue, out var after)
            || !Query.TryNumber(limit, DefaultLimit, 1, MaxLimit, out var most)
            || !Query.TryNumber(latest, 0, 0, MaxLimit, out var newest))
        {
            return Problems.BadRequest("since, limit or latest", $"Expected since of an earlier page's next, limit from 1 to {MaxLimit}, or latest up to {MaxLimit}.");
        }

        var rows = await reader.ReadOrdersAsync(after, (int)(newest > 0 ? newest : most), newest > 0, cancellationToken);
        var next = newest > 0 || rows.Count < most ? "" : rows[^1].Record.Seq.ToString(CultureInfo.InvariantCulture);
        return Results.Json(new OrderPage([.. rows.Select(row => View(row.Record, row.State))], next), ContractsJson.Default.OrderPage);
    }

    private async Task<IResult> TakeBackAsync(string id, HttpContext context, bool refund)
    {
        var (key, request, problem) = await ReadAsync(context, $"{(refund ? "refund" : "void")} {id}", ContractsJson.Default.TakeBackRequest);
        if (request is null)
        {
            return Refused(problem!);
        }

        if (!Guid.TryParseExact(id, "D", out var orderId))
        {
            return Problems.NotFound($"There is no order '{id}'.");
        }

        var wrong = OrderRules.CheckText("reason", request.Reason, 500) ?? (request.Lines is { } lines ? OrderRules.CheckLines(lines) : null);
        return wrong is not null
            ? Refused(wrong)
            : LedgerAnswers.Of(await writer.SubmitAsync(new TakeBackOrder(key, orderId, request, refund, promises)), metrics);
    }

    private async ValueTask<(IdempotencyKey Key, T? Request, ProblemResult? Problem)> ReadAsync<T>(HttpContext context, string route, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context.Request, kit.Currency, context.RequestAborted);
        if (bytes is null)
        {
            return (default, null, problem);
        }

        if (!IdempotencyKey.TryCreate(context.Request.Headers[KeyHeader], route, bytes, out var key))
        {
            return (default, null, LedgerAnswers.KeyMissing());
        }

        var (request, wrong) = RequestBody.Parse(bytes, typeInfo);
        return (key, request, wrong);
    }

    /// <summary>A catalogue that has changed since, or a kit that goes off, must not turn the repetition of an accepted order into a refusal.</summary>
    private async Task<IResult> RefusedUnlessReplayedAsync(IdempotencyKey key, ProblemResult problem, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = await writer.SubmitAsync(new FindAnswer(key));
        return result is CommandResult.NotFound ? Refused(problem) : LedgerAnswers.Of(result, metrics);
    }

    private ProblemResult Refused(ProblemResult problem)
    {
        metrics.Refused(problem.Problem.Type);
        return problem;
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
