using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Pool;

namespace EdgeKit.Cloud.Shop;

/// <summary>Where the shop sells from the pool.</summary>
internal static class ShopEndpoints
{
    private const int Largest = 64 * 1024;

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/shop/orders", SellAsync).WithMetadata(Needs.Shop);

    private static async Task<IResult> SellAsync(HttpContext context, ShopCounter counter, CancellationToken cancellationToken)
    {
        var key = context.Request.Headers[KeyedRequest.Header].ToString();
        if (StockAnswers.CheckKey(key, needed: true) is { } noKey)
        {
            return noKey;
        }

        var (submission, bytes, problem) = await JsonBody.ReadAsync(context, CloudJson.Default.ShopOrderSubmission, Largest, cancellationToken);
        if (submission is null)
        {
            return problem!;
        }

        return ShopRules.Check(submission) is { } wrong
            ? Problems.BadRequest(wrong.Field, wrong.Detail)
            : StockAnswers.Of(await counter.SellAsync(KeyedRequest.Of(context, key, bytes), submission, cancellationToken), StatusCodes.Status201Created);
    }
}
