using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>Where the stock ledger is read.</summary>
internal static class LedgerEndpoints
{
    private const int MostAtOnce = 10_000;

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/ledger", LedgerAsync).WithMetadata(Needs.Backend);

    private static async Task<IResult> LedgerAsync(
        string? since, string? limit, string? byKit, HttpContext context, IStore store, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(since) && !Names.IsSku(since))
        {
            return Problems.BadRequest("since", "It must be the last SKU of the page before, or empty.");
        }

        if (!Query.TryNumber(limit, MostAtOnce, 1, MostAtOnce, out var count))
        {
            return Problems.BadRequest("limit", $"It must be from 1 to {MostAtOnce}.");
        }

        var entries = await store.ReadAsync(session => ReadAsync(session, since ?? "", (int)count, byKit is "true" or "1"), cancellationToken);
        context.Response.Headers["Edge-Next"] = entries.Count == count ? entries[^1].Sku : "";
        return TypedResults.Json(entries, CloudJson.Default.IReadOnlyListLedgerEntry);
    }

    private static async Task<IReadOnlyList<LedgerEntry>> ReadAsync(Session session, string since, int limit, bool byKit)
    {
        var entries = await PoolTable.LedgerAsync(session, since, limit);
        if (!byKit || entries.Count == 0)
        {
            return entries;
        }

        var shares = (await PoolTable.SharesAsync(session, entries[0].Sku, entries[^1].Sku)).ToLookup(static share => share.Sku, static share => share.Share, StringComparer.Ordinal);
        return [.. entries.Select(entry => entry with { ByKit = [.. shares[entry.Sku]] })];
    }
}
