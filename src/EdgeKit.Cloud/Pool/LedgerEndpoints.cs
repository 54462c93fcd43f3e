using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>Where the stock ledger is read.</summary>
internal static class LedgerEndpoints
{
    private const int MostAtOnce = 10_000;
    private const int MostExplained = 1_000;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/ledger", LedgerAsync).WithMetadata(Needs.Backend);
        routes.MapGet("/v1/stock/{sku}/explain", ExplainAsync).WithMetadata(Needs.Backend);
    }

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
        var entries = await LedgerTable.AfterAsync(session, since, limit);
        if (!byKit || entries.Count == 0)
        {
            return entries;
        }

        var shares = await LedgerTable.SharesAsync(session, entries[0].Sku, entries[^1].Sku);
        return [.. entries.Select(entry => entry with { ByKit = [.. shares[entry.Sku]] })];
    }

    private static async Task<IResult> ExplainAsync(string sku, IStore store, CancellationToken cancellationToken)
    {
        if (!Names.IsSku(sku))
        {
            return Problems.BadRequest("sku", StockRules.SkuDetail);
        }

        return await store.ReadAsync(session => OfAsync(session, sku), cancellationToken) is { } explanation
            ? TypedResults.Json(explanation, CloudJson.Default.Explanation)
            : Problems.NotFound($"Nobody ever heard of {sku}.");
    }

    private static async Task<Explanation?> OfAsync(Session session, string sku)
    {
        if (await LedgerTable.OfAsync(session, sku) is not { } entry)
        {
            return null;
        }

        var shares = await LedgerTable.SharesAsync(session, sku, sku);
        var journal = await JournalTable.OfAsync(session, sku, MostExplained);
        return new Explanation(
            entry with { ByKit = [.. shares[sku]] },
            await LedgerTable.TransitAsync(session, sku, MostExplained),
            [.. journal.Select(static line => line.Entry)]);
    }
}
