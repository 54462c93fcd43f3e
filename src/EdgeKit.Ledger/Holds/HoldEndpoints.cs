using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Requests;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Holds;

/// <summary>Holds over HTTP.</summary>
internal sealed class HoldEndpoints(
    LedgerWriter writer, ICatalogView catalog, KitOptions kit, LedgerOptions options, ShutdownNotice shutdown, LedgerMetrics metrics)
{
    /// <summary><c>POST /api/v1/holds</c>.</summary>
    public Task<IResult> PlaceAsync(HttpContext context) => PlaceAsync(null, context);

    /// <summary><c>PUT /api/v1/holds/{id}</c>.</summary>
    public async Task<IResult> ReplaceAsync(string id, HttpContext context) =>
        TryId(id, out var hold) ? await PlaceAsync(hold, context) : HoldProblems.NotFound($"'{id}'");

    /// <summary><c>GET /api/v1/holds</c>: those that are active.</summary>
    public IResult List()
    {
        var running = writer.Running;
        return Results.Json([.. writer.Holds.Active.Select(hold => hold.ViewAt(running))], ContractsJson.Default.IReadOnlyListHoldView);
    }

    /// <summary><c>GET /api/v1/holds/{id}</c>.</summary>
    public IResult Find(string id) => TryId(id, out var known) && writer.Holds.Find(known) is { } hold
        ? Results.Json(hold.ViewAt(writer.Running), ContractsJson.Default.HoldView)
        : HoldProblems.NotFound($"'{id}'");

    /// <summary><c>POST /api/v1/holds/{id}/pay</c>.</summary>
    public async Task<IResult> PayAsync(string id) => TryId(id, out var hold)
        ? Answer(await writer.SubmitAsync(new MoveHold(hold, HoldStep.Pay)))
        : HoldProblems.NotFound($"'{id}'");

    /// <summary><c>DELETE /api/v1/holds/{id}</c>.</summary>
    public async Task<IResult> ReleaseAsync(string id)
    {
        if (!TryId(id, out var hold))
        {
            return HoldProblems.NotFound($"'{id}'");
        }

        var result = await writer.SubmitAsync(new MoveHold(hold, HoldStep.Release));
        return result is CommandResult.Accepted ? Results.NoContent() : Answer(result);
    }

    private static bool TryId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    private async Task<IResult> PlaceAsync(Guid? id, HttpContext context)
    {
        var (bytes, problem) = await RequestBody.ReadAsync(context.Request, kit.Currency, context.RequestAborted);
        if (bytes is null)
        {
            return Refused(problem!);
        }

        var (request, wrong) = RequestBody.Parse(bytes, ContractsJson.Default.HoldRequest);
        if (request is null)
        {
            return Refused(wrong!);
        }

        if (shutdown.Reason is { } reason)
        {
            return Refused(LedgerAnswers.Stopping(reason));
        }

        var (draft, fault) = HoldRules.Draft(request, catalog, options.Holds.Ttl, HoldDevice.Of(context.Connection));
        if (draft is null)
        {
            return Refused(fault!);
        }

        var result = await writer.SubmitAsync(new PlaceHold(id, draft, options.Holds));
        if (result is CommandResult.Accepted)
        {
            metrics.Held();
        }

        return Answer(result);
    }

    private IResult Answer(CommandResult result)
    {
        var answer = LedgerAnswers.Of(result);
        return answer is ProblemResult refused ? Refused(refused) : answer;
    }

    private ProblemResult Refused(ProblemResult problem)
    {
        metrics.HoldRefused(problem.Problem.Type);
        return problem;
    }
}
