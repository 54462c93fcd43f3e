using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Shop;

/// <summary>Where the shop sells from the pool and goods come into it.</summary>
internal static class ShopEndpoints
{
    private const int Largest = 64 * 1024;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/shop/orders", SellAsync).WithMetadata(Needs.Shop);
        routes.MapPost("/v1/stock/{sku}/receive", ReceiveAsync).WithMetadata(Needs.Backend);
    }

    private static async Task<IResult> SellAsync(HttpContext context, ShopCounter counter, CancellationToken cancellationToken)
    {
        var key = context.Request.Headers[KeyedRequest.Header].ToString();
        if (!Names.IsKey(key))
        {
            return KeyMissing();
        }

        var (submission, bytes, problem) = await JsonBody.ReadAsync(context, CloudJson.Default.ShopOrderSubmission, Largest, cancellationToken);
        if (submission is null)
        {
            return problem!;
        }

        return ShopRules.Check(submission) is { } wrong
            ? Problems.BadRequest(wrong.Field, wrong.Detail)
            : Answer(await counter.SellAsync(KeyedRequest.Of(context, key, bytes), submission, cancellationToken), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReceiveAsync(string sku, HttpContext context, ShopCounter counter, CancellationToken cancellationToken)
    {
        var key = context.Request.Headers[KeyedRequest.Header].ToString();
        if (!Names.IsKey(key) && key.Length > 0)
        {
            return KeyMissing();
        }

        var (receipt, bytes, problem) = await JsonBody.ReadAsync(context, CloudJson.Default.PoolReceipt, Largest, cancellationToken);
        if (receipt is null)
        {
            return problem!;
        }

        if (!Names.IsSku(sku))
        {
            return Problems.BadRequest("sku", "A SKU has 1 to 64 letters, digits, dots, hyphens and underscores.");
        }

        if (receipt.Quantity is <= 0 or > ShopRules.MostQuantity)
        {
            return Problems.BadRequest("quantity", $"A quantity is from 1 to {ShopRules.MostQuantity}.");
        }

        var request = key.Length == 0 ? null : KeyedRequest.Of(context, key, bytes);
        return Answer(await counter.ReceiveAsync(request, sku, receipt.Quantity, cancellationToken), StatusCodes.Status200OK);
    }

    private static IResult Answer(ShopResult result, int status) => result switch
    {
        ShopResult.Sold(var answer, var replayed) => new AnswerResult(status, answer, replayed),
        ShopResult.OutOfStock(var available) => new ProblemResult(new Problem
        {
            Type = ProblemTypes.OutOfStock,
            Title = "Fewer are left",
            Status = StatusCodes.Status409Conflict,
            Detail = "The pool has fewer than that.",
            Available = available,
        }),
        ShopResult.KeyReused => Problems.Of(
            ProblemTypes.KeyReused, "The key was used before", StatusCodes.Status422UnprocessableEntity, "The first request with this key had another body."),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    private static ProblemResult KeyMissing() =>
        Problems.Of(
            ProblemTypes.KeyMissing,
            "An Idempotency-Key is missing",
            StatusCodes.Status400BadRequest,
            "The header Idempotency-Key has 1 to 200 printable characters and is new for each order.",
            KeyedRequest.Header);
}
