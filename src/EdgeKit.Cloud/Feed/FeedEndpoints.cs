using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Rights;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Feed;

/// <summary>Where kits fetch what the cloud has for them.</summary>
internal static class FeedEndpoints
{
    /// <summary>The longest cursor that a kit may send back.</summary>
    public const int LongestCursor = 100;

    private const int LongestWaitSeconds = 60;

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/kits/{kit}/feed", FeedAsync).WithMetadata(Needs.ThatKit);

    private static async Task<IResult> FeedAsync(
        string kit,
        string? since,
        string? wait,
        HttpContext context,
        KitFeed feed,
        LogGreeter greeter,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        if (since?.Length > LongestCursor)
        {
            return Problems.BadRequest("since", "It must be the next of an earlier answer, or empty.");
        }

        if (!Query.TryNumber(wait, 0, 0, long.MaxValue, out var seconds))
        {
            return Problems.BadRequest("wait", "It must be a whole number of seconds.");
        }

        var incarnation = IncarnationHeader.Of(context);
        if (incarnation is null && IncarnationHeader.IsIn(context))
        {
            return IncarnationHeader.Problem();
        }

        // A kit with too many logs still has its catalogue.
        if (incarnation is { } named && await greeter.GreetAsync(kit, named, cancellationToken) is null)
        {
            incarnation = null;
        }

        // A wait ends with the cloud, and is answered: the kit then knows that nothing came.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            var longest = TimeSpan.FromSeconds(Math.Min(seconds, LongestWaitSeconds));
            return await feed.ReadAsync(kit, incarnation, since ?? "", longest, ending.Token) is { } answer
                ? TypedResults.Json(answer, ContractsJson.Default.DownFeed)
                : Problems.Busy("Too many kits wait at once.", 5);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Problems.Busy("The cloud is shutting down.", 2);
        }
    }
}
