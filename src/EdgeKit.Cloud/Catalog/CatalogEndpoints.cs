using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Catalog;

/// <summary>Where a catalogue is published.</summary>
internal static class CatalogEndpoints
{
    /// <summary>The largest catalogue.</summary>
    public const int Largest = 8 * 1024 * 1024;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/catalog", PublishAsync).WithMetadata(Needs.Backend);
        routes.MapGet("/v1/catalog", ReadAsync).WithMetadata(Needs.Reader);
    }

    private static async Task<IResult> PublishAsync(HttpContext context, CatalogFeed feed, CancellationToken cancellationToken)
    {
        var (import, _, problem) = await JsonBody.ReadAsync(context, ContractsJson.Default.CatalogImport, Largest, cancellationToken);
        if (import is null)
        {
            return problem!;
        }

        return CatalogRules.Check(import) is { } wrong
            ? Problems.BadRequest(wrong.Field, wrong.Detail)
            : TypedResults.Json(
                new CatalogPublished((await feed.PublishAsync(CatalogRules.Snapshot(import), cancellationToken)).Version, import.Items.Count),
                CloudJson.Default.CatalogPublished);
    }

    private static async Task<IResult> ReadAsync(CatalogFeed feed, CancellationToken cancellationToken) =>
        await feed.SnapshotAsync(cancellationToken) is { } snapshot
            ? TypedResults.Json(snapshot, ContractsJson.Default.CatalogSnapshot)
            : Problems.NotFound("No catalogue was published yet.");
}
