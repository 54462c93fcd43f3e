using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Losses;

/// <summary>Where people say that a kit is lost, there again, or that what was left of its goods was counted.</summary>
internal static class LossEndpoints
{
    private const int Largest = 1024 * 1024;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/kits/{kit}/lost", LostAsync).WithMetadata(Needs.Operator);
        routes.MapPost("/v1/kits/{kit}/found", FoundAsync).WithMetadata(Needs.Operator);
        routes.MapPost("/v1/kits/{kit}/settle", SettleAsync).WithMetadata(Needs.Operator);
    }

    private static Task<IResult> LostAsync(string kit, HttpContext context, IStore store, TimeProvider time, CancellationToken cancellationToken) =>
        ReportAsync(kit, context, (session, report) => LossTable.LoseAsync(session, kit, report, time.GetUtcNow()), store, cancellationToken);

    private static Task<IResult> FoundAsync(string kit, HttpContext context, IStore store, TimeProvider time, CancellationToken cancellationToken) =>
        ReportAsync(kit, context, (session, report) => LossTable.FindAsync(session, kit, report, time.GetUtcNow()), store, cancellationToken);

    private static async Task<IResult> ReportAsync(
        string kit, HttpContext context, Func<Session, LossReport, Task<LossResult>> note, IStore store, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        var (report, _, problem) = await JsonBody.ReadAsync(context, CloudJson.Default.LossReport, Largest, cancellationToken);
        if (report is null)
        {
            return problem!;
        }

        return LossRules.Check(report) is { } wrong
            ? Problems.BadRequest(wrong.Field, wrong.Detail)
            : Answer(await store.WriteAsync(session => note(session, report), cancellationToken));
    }

    private static async Task<IResult> SettleAsync(
        string kit, HttpContext context, IStore store, AllocationBell bell, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        var (request, _, problem) = await JsonBody.ReadAsync(context, CloudJson.Default.SettleRequest, Largest, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        if (LossRules.Check(request) is { } wrong)
        {
            return Problems.BadRequest(wrong.Field, wrong.Detail);
        }

        var result = await store.WriteAsync(session => LossTable.SettleAsync(session, kit, request, time.GetUtcNow()), cancellationToken);
        if (result is LossResult.Closed(var settlement))
        {
            bell.Ring([.. settlement.Skus.Select(static sku => sku.Sku)]);
        }

        return Answer(result);
    }

    private static IResult Answer(LossResult result) => result switch
    {
        LossResult.Noted(var holdings) => TypedResults.Json(holdings, CloudJson.Default.KitHoldings),
        LossResult.Closed(var settlement) => TypedResults.Json(settlement, CloudJson.Default.Settlement),
        LossResult.NoLog => Problems.NotFound("The kit has no such log; GET /v1/kits lists them."),
        LossResult.SettledBefore => Problems.LogClosed("The log was settled before: what was left of its goods was counted, and it is closed for good."),
        LossResult.StillOpen => Problems.LogClosed("The log goes on, and its kit may be selling: only one that is frozen, or whose kit was said to be lost, is settled."),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };
}
