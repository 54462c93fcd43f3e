using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Grants;

/// <summary>What the allocation needs to know.</summary>
internal static class AllocationTable
{
    /// <summary>A kit heard of within this is in contact: it can be given rights and give some back.</summary>
    public static readonly TimeSpan Contact = TimeSpan.FromSeconds(90);

    private const double LeastKitHours = 1.0 / 60;
    private const double LeastShopHours = 1.0 / 12;
    private const double UsualShopHours = 1;

    /// <summary>What somebody waited for is forgotten after this: they went away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>SKUs that kits sell, by name.</summary>
    public static Task<List<string>> SkusAsync(Session session, string after, int limit) =>
        session.QueryAsync(
            "SELECT DISTINCT sku FROM demand WHERE sku > @after AND log <> @shop ORDER BY sku LIMIT @limit",
            static row => row.GetString(0),
            ("@after", after),
            ("@shop", DemandTable.Shop),
            ("@limit", (long)limit));

    /// <summary>How some SKUs stand; those that are in no pool and those that no kit in contact sells are missing.</summary>
    public static async Task<Dictionary<string, SkuState>> ReadAsync(Session session, IReadOnlyList<string> skus, DateTimeOffset now)
    {
        var kits = (await KitsAsync(session, skus, now)).ToLookup(static kit => kit.Sku, static kit => kit.Kit, StringComparer.Ordinal);
        if (kits.Count == 0)
        {
            return [];
        }

        var shop = await ShopAsync(session, skus, now);
        var (names, parameters) = SkuList.Of(skus);
        var pools = await session.QueryAsync(
            $"SELECT sku, {PoolTable.Available} FROM pool WHERE sku IN ({names})", static row => (Sku: row.GetString(0), Pool: row.GetInt64(1)), parameters);
        return pools.Where(pool => kits.Contains(pool.Sku)).ToDictionary(
            static pool => pool.Sku,
            pool => new SkuState(Shop(pool.Pool, shop.GetValueOrDefault(pool.Sku), [.. kits[pool.Sku]]), [.. kits[pool.Sku]]),
            StringComparer.Ordinal);
    }

    private static async Task<List<(string Sku, KitDemand Kit)>> KitsAsync(Session session, IReadOnlyList<string> skus, DateTimeOffset now)
    {
        var (names, parameters) = SkuList.Of(skus);
        return await session.QueryAsync(
            $"""
            SELECT d.sku, d.log, d.units, d.hours, d.wanted, d.at_ms, l.offline_s, COALESCE(s.returned, 0), COALESCE(s.return_to, 0),
                COALESCE(s.rights_version, 0), COALESCE(s.granted + s.transferred_in - s.returned, 0), COALESCE({PoolTable.Held}, 0)
            FROM demand d JOIN logs l ON l.id = d.log LEFT JOIN kit_stock s ON s.log = d.log AND s.sku = d.sku
            WHERE d.sku IN ({names}) AND l.contact_ms >= @since
                AND l.frozen_ms IS NULL AND l.lost_ms IS NULL AND l.settled_ms IS NULL AND l.origin IS NULL
            ORDER BY d.log
            """,
            row => (row.GetString(0), new KitDemand(
                new Participant(
                    row.GetInt64(1),
                    row.GetInt64(11),
                    row.GetDouble(2),
                    row.GetDouble(3),
                    Math.Max(LeastKitHours, row.GetInt64(6) / 3_600.0),
                    Wanted(row.GetInt64(4), row.GetInt64(5), now),
                    row.GetInt64(10)),
                row.GetInt64(7),
                row.GetInt64(8),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)))),
            [("@since", (now - Contact).ToUnixTimeMilliseconds()), .. parameters]);
    }

    private static async Task<Dictionary<string, (Fading Fading, long Wanted)>> ShopAsync(Session session, IReadOnlyList<string> skus, DateTimeOffset now)
    {
        var (names, parameters) = SkuList.Of(skus);
        return (await session.QueryAsync(
            $"SELECT sku, units, hours, wanted, at_ms FROM demand WHERE log = @shop AND sku IN ({names})",
            row => (
                Sku: row.GetString(0),
                Fading: new Fading(row.GetDouble(1), row.GetDouble(2)).After(DemandTable.Hours(row.GetInt64(4), now)),
                Wanted: Wanted(row.GetInt64(3), row.GetInt64(4), now)),
            [("@shop", DemandTable.Shop), .. parameters])).ToDictionary(
                static row => row.Sku, static row => (row.Fading, row.Wanted), StringComparer.Ordinal);
    }

    /// <summary>The shop must last until kits that are away now are back; as long as the kits in contact reckon with, that is.</summary>
    private static Participant Shop(long pool, (Fading Fading, long Wanted) demand, IReadOnlyList<KitDemand> kits)
    {
        var horizons = kits.Select(static kit => kit.Participant.Horizon).Order().ToList();
        var usual = horizons.Count == 0 ? UsualShopHours : horizons[horizons.Count / 2];
        return new Participant(
            DemandTable.Shop, pool, demand.Fading.Units, demand.Fading.Hours, Math.Max(LeastShopHours, usual), demand.Wanted, Returnable: 0);
    }

    private static long Wanted(long wanted, long atMs, DateTimeOffset now) =>
        (now - DateTimeOffset.FromUnixTimeMilliseconds(atMs)).Duration() < Patience ? wanted : 0;
}
