using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Pool;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Rights;

/// <summary>Where kits say what they expect to need, and where rights are given and asked back by hand.</summary>
internal static class RightsEndpoints
{
    private const int Largest = 2 * 1024 * 1024;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/kits/{kit}/rights", ReportAsync).WithMetadata(Needs.ThatKit);
        routes.MapPost("/v1/stock/{sku}/grants", GrantAsync).WithMetadata(Needs.Backend);
        routes.MapPost("/v1/stock/{sku}/recalls", RecallAsync).WithMetadata(Needs.Backend);
    }

    private static async Task<IResult> ReportAsync(
        string kit, HttpContext context, RightsReports reports, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        if (IncarnationHeader.Of(context) is not { } incarnation)
        {
            return IncarnationHeader.Problem();
        }

        var (report, _, problem) = await JsonBody.ReadAsync(context, ContractsJson.Default.RightsReport, Largest, cancellationToken);
        if (report is null)
        {
            return problem!;
        }

        return await reports.TakeAsync(kit, incarnation, report, cancellationToken) is { } wrong ? wrong : TypedResults.NoContent();
    }

    private static async Task<IResult> GrantAsync(string sku, HttpContext context, RightsDesk desk, CancellationToken cancellationToken)
    {
        var (wanted, request, problem) = await StockEndpoints.ReadAsync(sku, context, CloudJson.Default.RightsRequest, Check, cancellationToken);
        return wanted is null ? problem! : StockAnswers.Of(await desk.GrantAsync(request, sku, wanted, cancellationToken));
    }

    private static async Task<IResult> RecallAsync(string sku, HttpContext context, RightsDesk desk, CancellationToken cancellationToken)
    {
        var (wanted, request, problem) = await StockEndpoints.ReadAsync(sku, context, CloudJson.Default.RightsRequest, Check, cancellationToken);
        return wanted is null ? problem! : StockAnswers.Of(await desk.AskBackAsync(request, sku, wanted, cancellationToken));
    }

    private static (string Field, string Detail)? Check(RightsRequest request) =>
        !Names.IsKit(request.Kit) ? ("kit", Problems.BadKit().Problem.Detail!)
        : request.Quantity is <= 0 or > StockRules.MostQuantity ? ("quantity", $"A quantity is from 1 to {StockRules.MostQuantity}.")
        : StockRules.CheckIfGiven(request.Reason, request.By);
}
