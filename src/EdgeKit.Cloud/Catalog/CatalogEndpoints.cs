using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Catalog;

/// <summary>Where a catalogue is published and where kits fetch it.</summary>
internal static class CatalogEndpoints
{
    /// <summary>The largest catalogue.</summary>
    public const int Largest = 8 * 1024 * 1024;

    private const int LongestWaitSeconds = 60;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/kits/{kit}/feed", FeedAsync).WithMetadata(Needs.ThatKit);
        routes.MapPut("/v1/catalog", PublishAsync).WithMetadata(Needs.Backend);
        routes.MapGet("/v1/catalog", ReadAsync).WithMetadata(Needs.Reader);
    }

    private static async Task<IResult> FeedAsync(
        string kit, string? since, string? wait, CatalogFeed feed, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        if (since?.Length > 100)
        {
            return Problems.BadRequest("since", "It must be the next of an earlier answer, or empty.");
        }

        if (!Query.TryNumber(wait, 0, 0, long.MaxValue, out var seconds))
        {
            return Problems.BadRequest("wait", "It must be a whole number of seconds.");
        }

        // A wait ends with the cloud, and is answered: the kit then knows that nothing came.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            return await feed.ReadAsync(since ?? "", TimeSpan.FromSeconds(Math.Min(seconds, LongestWaitSeconds)), ending.Token) is { } answer
                ? TypedResults.Json(answer, ContractsJson.Default.DownFeed)
                : Problems.Busy("Too many kits wait at once.", 5);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Problems.Busy("The cloud is shutting down.", 2);
        }
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
