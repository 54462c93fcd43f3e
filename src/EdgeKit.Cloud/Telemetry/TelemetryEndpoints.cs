using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Telemetry;

/// <summary>Where kits say how they are, and where people look.</summary>
internal static class TelemetryEndpoints
{
    private const int DefaultLimit = 288;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/kits/{kit}/telemetry", TellAsync).WithMetadata(Needs.ThatKit);
        routes.MapGet("/v1/kits/{kit}/telemetry", ShowAsync).WithMetadata(Needs.Operator);
    }

    private static async Task<IResult> TellAsync(string kit, HttpContext context, TelemetryDesk desk, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        var (telemetry, _, problem) = await JsonBody.ReadAsync(context, ContractsJson.Default.KitTelemetry, TelemetryDesk.Largest, cancellationToken);
        return telemetry is null ? problem!
            : await desk.TakeAsync(kit, telemetry, cancellationToken) is { } wrong ? wrong
            : TypedResults.NoContent();
    }

    private static async Task<IResult> ShowAsync(string kit, string? limit, IStore store, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        return Query.TryNumber(limit, DefaultLimit, 1, TelemetryTable.Most, out var count)
            ? TypedResults.Json(
                await store.ReadAsync(session => TelemetryTable.ReadAsync(session, kit, (int)count), cancellationToken),
                CloudJson.Default.IReadOnlyListTelemetryEntry)
            : Problems.BadRequest("limit", $"It must be from 1 to {TelemetryTable.Most}.");
    }
}
