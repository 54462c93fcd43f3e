using EdgeKit.Contracts;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Holds;

/// <summary>Holds over HTTP.</summary>
internal sealed class HoldEndpoints(HoldDesk desk, KitOptions kit, LedgerMetrics metrics)
{
    /// <summary><c>POST /api/v1/holds</c>.</summary>
    public Task<IResult> PlaceAsync(HttpContext context) => PlaceAsync(null, context);

    /// <summary><c>PUT /api/v1/holds/{id}</c>.</summary>
    public async Task<IResult> ReplaceAsync(string id, HttpContext context) =>
        TryId(id, out var hold) ? await PlaceAsync(hold, context) : HoldProblems.NotFound($"'{id}'");

    /// <summary><c>GET /api/v1/holds</c>: those that are active.</summary>
    public IResult List() => Results.Json(desk.Active, ContractsJson.Default.IReadOnlyListHoldView);

    /// <summary><c>GET /api/v1/holds/{id}</c>.</summary>
    public IResult Find(string id) => TryId(id, out var known) && desk.Find(known) is { } hold
        ? Results.Json(hold, ContractsJson.Default.HoldView)
        : HoldProblems.NotFound($"'{id}'");

    /// <summary><c>POST /api/v1/holds/{id}/pay</c>.</summary>
    public async Task<IResult> PayAsync(string id) => TryId(id, out var hold)
        ? LedgerAnswers.Of(await desk.MoveAsync(hold, HoldStep.Pay))
        : HoldProblems.NotFound($"'{id}'");

    /// <summary><c>DELETE /api/v1/holds/{id}</c>.</summary>
    public async Task<IResult> ReleaseAsync(string id)
    {
        if (!TryId(id, out var hold))
        {
            return HoldProblems.NotFound($"'{id}'");
        }

        var result = await desk.MoveAsync(hold, HoldStep.Release);
        return result is CommandResult.Accepted ? Results.NoContent() : LedgerAnswers.Of(result);
    }

    private static bool TryId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    private async Task<IResult> PlaceAsync(Guid? id, HttpContext context)
    {
        var (request, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.HoldRequest);
        if (request is not null)
        {
            return LedgerAnswers.Of(await desk.PlaceAsync(id, request, HoldDevice.Of(context.Connection)));
        }

        metrics.HoldRefused(problem!.Problem.Type);
        return problem;
    }
}
