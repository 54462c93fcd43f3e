using EdgeKit.Contracts;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Power.Checks;

/// <summary>Checks over HTTP.</summary>
internal sealed class CheckEndpoints(CheckBook checks, KitOptions kit)
{
    /// <summary><c>GET /api/v1/checks</c>.</summary>
    public async Task<IResult> ListAsync(CancellationToken cancellationToken) =>
        TypedResults.Json(await checks.ViewAsync(cancellationToken), ContractsJson.Default.ChecksView);

    /// <summary><c>POST /api/v1/checks</c>.</summary>
    public async Task<IResult> RecordAsync(HttpContext context)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context.Request, kit.Currency, context.RequestAborted);
        if (bytes is null)
        {
            return problem!;
        }

        var (said, wrong) = RequestBody.Parse(bytes, ContractsJson.Default.CheckSubmission);
        return said is null ? wrong! : await checks.RecordAsync(said, Key(context), bytes, context.RequestAborted);
    }

    /// <summary><c>POST /api/v1/checks/{id}/snooze</c>.</summary>
    public async Task<IResult> SnoozeAsync(string id, HttpContext context)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context.Request, kit.Currency, context.RequestAborted);
        if (bytes is null)
        {
            return problem!;
        }

        var (snooze, wrong) = RequestBody.Parse(bytes, ContractsJson.Default.CheckSnooze);
        return snooze is null ? wrong! : await checks.SnoozeAsync(id, snooze, Key(context), bytes, context.RequestAborted);
    }

    private static string? Key(HttpContext context) =>
        context.Request.Headers.TryGetValue("Idempotency-Key", out var key) ? key.ToString() : null;
}
