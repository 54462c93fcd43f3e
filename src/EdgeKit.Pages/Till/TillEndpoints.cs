using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Till.Book;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till;

/// <summary>The day at the till over HTTP.</summary>
internal sealed class TillEndpoints(TillDesk desk, KitOptions kit)
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary><c>GET /api/v1/till</c>.</summary>
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken) =>
        Results.Json(await desk.ReportAsync(cancellationToken), ContractsJson.Default.TillReport);

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
