using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Kits;

/// <summary>Where people look after kits.</summary>
internal static class KitEndpoints
{
    private const int DefaultLimit = 200;
    private const int MostAtOnce = 1_000;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/kits", KitsAsync).WithMetadata(Needs.Operator);
        routes.MapGet("/v1/kits/{kit}/quarantine", SetAsideAsync).WithMetadata(Needs.Operator);
        routes.MapGet("/v1/kits/{kit}/checks", ChecksAsync).WithMetadata(Needs.Operator);
    }

    private static async Task<IResult> KitsAsync(string? since, string? limit, IStore store, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(since) && !Names.IsKit(since))
        {
            return Problems.BadRequest("since", "It must be the next of an earlier answer, or empty.");
        }

        if (!Query.TryNumber(limit, DefaultLimit, 1, MostAtOnce, out var count))
        {
            return Problems.BadRequest("limit", $"It must be from 1 to {MostAtOnce}.");
        }

        var found = await store.ReadAsync(session => KitTable.AfterAsync(session, since ?? "", (int)count + 1), cancellationToken);
        var page = found.Take((int)count).ToList();
        return TypedResults.Json(new KitList(page, found.Count > count ? page[^1].Kit : ""), CloudJson.Default.KitList);
    }

    private static async Task<IResult> ChecksAsync(string kit, string? limit, IStore store, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        return Query.TryNumber(limit, DefaultLimit, 1, MostAtOnce, out var count)
            ? TypedResults.Json(
                await store.ReadAsync(session => KitTable.ChecksAsync(session, kit, (int)count), cancellationToken),
                CloudJson.Default.IReadOnlyListCheckEntry)
            : Problems.BadRequest("limit", $"It must be from 1 to {MostAtOnce}.");
    }

    private static async Task<IResult> SetAsideAsync(string kit, string? limit, IStore store, CancellationToken cancellationToken)
    {
        if (!Names.IsKit(kit))
        {
            return Problems.BadKit();
        }

        return Query.TryNumber(limit, DefaultLimit, 1, MostAtOnce, out var count)
            ? TypedResults.Json(
                await store.ReadAsync(session => KitTable.SetAsideAsync(session, kit, (int)count), cancellationToken),
                CloudJson.Default.IReadOnlyListSetAsideRecord)
            : Problems.BadRequest("limit", $"It must be from 1 to {MostAtOnce}.");
    }
}
