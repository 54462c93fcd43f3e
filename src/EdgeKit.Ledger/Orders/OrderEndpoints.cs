using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Orders;

/// <summary>Orders over HTTP.</summary>
internal sealed class OrderEndpoints(OrderDesk desk, KitOptions kit, LedgerMetrics metrics)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;
    private const string KeyHeader = "Idempotency-Key";

    /// <summary><c>POST /api/v1/orders</c>.</summary>
    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var (key, submission, problem) = await ReadAsync(context, OrderDesk.SubmitRoute, ContractsJson.Default.OrderSubmission);
        return submission is null ? Refused(problem!) : Answer(await desk.SubmitAsync(key, submission, Caller.Of(context).By, context.RequestAborted));
    }

    /// <summary><c>POST /api/v1/orders/{id}/pay</c>.</summary>
    public async Task<IResult> PayAsync(string id, HttpContext context)
    {
        var (key, request, problem) = await ReadAsync(context, OrderDesk.PayRoute(id), ContractsJson.Default.PayRequest);
        return request is null ? Refused(problem!)
            : Guid.TryParseExact(id, "D", out var orderId) ? Answer(await desk.PayAsync(key, orderId, request, Caller.Of(context).By))
            : NoSuchOrder(id);
    }

    /// <summary><c>POST /api/v1/orders/{id}/void</c>.</summary>
    public Task<IResult> VoidAsync(string id, HttpContext context) => TakeBackAsync(id, context, refund: false);

    /// <summary><c>POST /api/v1/orders/{id}/refund</c>.</summary>
    public Task<IResult> RefundAsync(string id, HttpContext context) => TakeBackAsync(id, context, refund: true);

    /// <summary><c>GET /api/v1/orders/{id}</c>.</summary>
    public async Task<IResult> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var orderId))
        {
            return NoSuchOrder(id);
        }

        var (order, problem) = await desk.FindAsync(orderId, cancellationToken);
        return order is null ? problem! : Results.Json(order, ContractsJson.Default.OrderView);
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

        var orders = await desk.ListAsync(after, (int)(newest > 0 ? newest : most), newest > 0, cancellationToken);
        var next = newest > 0 || orders.Count < most ? "" : orders[^1].Seq.ToString(CultureInfo.InvariantCulture);
        return Results.Json(new OrderPage(orders, next), ContractsJson.Default.OrderPage);
    }

    private static ProblemResult NoSuchOrder(string id) => Problems.NotFound($"This kit has no order '{id}'.");

    private async Task<IResult> TakeBackAsync(string id, HttpContext context, bool refund)
    {
        var (key, request, problem) = await ReadAsync(context, OrderDesk.TakeBackRoute(id, refund), ContractsJson.Default.TakeBackRequest);
        return request is null ? Refused(problem!)
            : Guid.TryParseExact(id, "D", out var orderId) ? Answer(await desk.TakeBackAsync(key, orderId, request, refund, Caller.Of(context).By))
            : NoSuchOrder(id);
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

    private IResult Answer(CommandResult result) => LedgerAnswers.Of(result, metrics);

    private ProblemResult Refused(ProblemResult problem)
    {
        metrics.Refused(problem.Problem.Type);
        return problem;
    }
}
