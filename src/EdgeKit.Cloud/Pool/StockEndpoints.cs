using System.Text.Json.Serialization.Metadata;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;

namespace EdgeKit.Cloud.Pool;

/// <summary>Where goods come into the central stock, and where it is counted.</summary>
internal static class StockEndpoints
{
    private const int Largest = 64 * 1024;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/stock/{sku}/receive", ReceiveAsync).WithMetadata(Needs.Backend);
        routes.MapPost("/v1/stock/{sku}/count", CountAsync).WithMetadata(Needs.Backend);
    }

    /// <summary>Reads what is asked about one SKU: body and key.</summary>
    /// <returns>The value, its key if it has one, or what is wrong.</returns>
    public static async Task<(T? Value, KeyedRequest? Request, ProblemResult? Problem)> ReadAsync<T>(
        string sku, HttpContext context, JsonTypeInfo<T> type, Func<T, (string Field, string Detail)?> check, CancellationToken cancellationToken)
        where T : class
    {
        var key = context.Request.Headers[KeyedRequest.Header].ToString();
        if (StockAnswers.CheckKey(key, needed: false) is { } noKey)
        {
            return (null, null, noKey);
        }

        var (value, bytes, problem) = await JsonBody.ReadAsync(context, type, Largest, cancellationToken);
        if (value is null)
        {
            return (null, null, problem);
        }

        if (!Names.IsSku(sku))
        {
            return (null, null, Problems.BadRequest("sku", StockRules.SkuDetail));
        }

        return check(value) is { } wrong
            ? (null, null, Problems.BadRequest(wrong.Field, wrong.Detail))
            : (value, key.Length == 0 ? null : KeyedRequest.Of(context, key, bytes), null);
    }

    private static async Task<IResult> ReceiveAsync(string sku, HttpContext context, StockDesk desk, CancellationToken cancellationToken)
    {
        var (receipt, request, problem) = await ReadAsync(sku, context, CloudJson.Default.PoolReceipt, Check, cancellationToken);
        return receipt is null ? problem! : StockAnswers.Of(await desk.ReceiveAsync(request, sku, receipt, cancellationToken));
    }

    private static async Task<IResult> CountAsync(string sku, HttpContext context, StockDesk desk, CancellationToken cancellationToken)
    {
        var (count, request, problem) = await ReadAsync(sku, context, CloudJson.Default.StockCount, Check, cancellationToken);
        return count is null ? problem! : StockAnswers.Of(await desk.CountAsync(request, sku, count, cancellationToken));
    }

    private static (string Field, string Detail)? Check(PoolReceipt receipt) => receipt.Quantity is <= 0 or > StockRules.MostQuantity
        ? ("quantity", $"A quantity is from 1 to {StockRules.MostQuantity}.")
        : StockRules.CheckIfGiven(receipt.Reason, receipt.By);

    private static (string Field, string Detail)? Check(StockCount count) => count.Quantity is < 0 or > StockRules.MostQuantity
        ? ("quantity", $"A count is from 0 to {StockRules.MostQuantity}.")
        : StockRules.Check(count.Reason, count.By);
}
