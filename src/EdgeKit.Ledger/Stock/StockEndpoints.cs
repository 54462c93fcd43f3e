using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Stock;

/// <summary>Stock over HTTP.</summary>
internal sealed class StockEndpoints(LedgerWriter writer, ICatalogView catalog, KitOptions kit, LedgerMetrics metrics)
{
    private const int MaxQuantity = 1_000_000;

    /// <summary><c>GET /api/v1/stock</c>.</summary>
    public IResult List() => Results.Json(writer.Stock.All, ContractsJson.Default.IReadOnlyListStockLevel);

    /// <summary><c>POST /api/v1/stock/{sku}/receive</c>.</summary>
    public Task<IResult> ReceiveAsync(string sku, HttpContext context) => ChangeAsync(sku, context, counted: false);

    /// <summary><c>POST /api/v1/stock/{sku}/count</c>.</summary>
    public Task<IResult> CountAsync(string sku, HttpContext context) => ChangeAsync(sku, context, counted: true);

    private async Task<IResult> ChangeAsync(string sku, HttpContext context, bool counted)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context.Request, kit.Currency, context.RequestAborted);
        if (bytes is null)
        {
            return problem!;
        }

        if (!IdempotencyKey.TryCreate(context.Request.Headers["Idempotency-Key"], $"{(counted ? "count" : "receive")} {sku}", bytes, out var key))
        {
            return LedgerAnswers.KeyMissing();
        }

        var (change, wrong) = RequestBody.Parse(bytes, ContractsJson.Default.StockChange);
        if (change is null)
        {
            return wrong!;
        }

        if (!catalog.TryFind(sku, out _) && !writer.Stock.Knows(sku))
        {
            return Problems.Of(ProblemTypes.UnknownSku, "Not in the catalogue", StatusCodes.Status404NotFound, $"The catalogue has no '{sku}'.", "sku");
        }

        var least = counted ? 0 : 1;
        wrong = change.Quantity < least || change.Quantity > MaxQuantity
            ? Problems.BadRequest("quantity", $"Expected {least} to {MaxQuantity}.")
            : OrderRules.CheckText("reason", change.Reason, 500) ?? OrderRules.CheckText("by", change.By, 200);
        return wrong ?? LedgerAnswers.Of(await writer.SubmitAsync(new ChangeStock(key, sku, change, counted)), metrics);
    }
}
