using EdgeKit.Contracts;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Till.Book;
using EdgeKit.Pages.Till.Selling;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till;

/// <summary>The day at the till, and what lies in its basket, over HTTP.</summary>
internal sealed class TillEndpoints(TillDesk desk, BasketHolds holds, KitOptions kit)
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary><c>GET /api/v1/till</c>.</summary>
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken) =>
        Results.Json(await desk.ReportAsync(cancellationToken), ContractsJson.Default.TillReport);

    /// <summary><c>PUT /api/v1/till/basket</c>. Twice is once, but for the time.</summary>
    public async Task<IResult> HoldAsync(HttpContext context)
    {
        var (asked, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.TillBasket);
        if (asked is null)
        {
            return problem!;
        }

        if (!BasketCart.Is(asked.Cart))
        {
            return Problems.BadRequest("cart", "Expected till- and 32 hexadecimal digits, lower case.");
        }

        var held = await holds.HoldAsync(asked.Cart, Basket.Of(asked.Lines));
        return Results.Json(new TillBasketHeld(held.Basket.Lines, held.Refused, held.Hold?.Id, held.Hold?.RemainingSeconds), ContractsJson.Default.TillBasketHeld);
    }

    /// <summary><c>POST /api/v1/till/open</c>.</summary>
    public async Task<IResult> OpenAsync(HttpContext context)
    {
        var (opening, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.TillOpening);
        return opening is null ? problem! : await desk.OpenAsync(context.Request.Headers[KeyHeader], opening, Caller.Of(context).Name, context.RequestAborted);
    }

    /// <summary><c>POST /api/v1/till/close</c>.</summary>
    public async Task<IResult> CloseAsync(HttpContext context)
    {
        var (closing, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.TillClosing);
        return closing is null ? problem! : await desk.CloseAsync(context.Request.Headers[KeyHeader], closing, Caller.Of(context).Name, context.RequestAborted);
    }
}
