using System.Data.Common;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>
/// Reads where every unit is. What the pool's own row says, what each log's rows say and what transfers say is laid side by side in one
/// statement, so that what does not add up would show.
/// </summary>
internal static class LedgerTable
{
    /// <summary>The stock ledger, by SKU.</summary>
    /// <param name="session">The reader.</param>
    /// <param name="after">Behind which SKU.</param>
    /// <param name="limit">How many at most.</param>
    public static Task<List<LedgerEntry>> AfterAsync(Session session, string after, int limit) =>
        session.QueryAsync(Ledger("sku > @sku", "ORDER BY sku LIMIT @limit"), Entry, ("@sku", after), ("@limit", (long)limit));

    /// <summary>The stock ledger of one SKU; null if nobody ever heard of it.</summary>
    public static Task<LedgerEntry?> OfAsync(Session session, string sku) => session.FirstAsync(Ledger("sku = @sku", ""), Entry, ("@sku", sku));

    /// <summary>The same by kit and log, for the SKUs of one page.</summary>
    public static async Task<ILookup<string, KitShare>> SharesAsync(Session session, string first, string last)
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT s.sku, l.kit, l.incarnation, CAST({LossTable.Standing} AS BIGINT), {PoolTable.Held}, s.consumed - s.put_back, s.granted,
                s.acknowledged, s.returned, s.return_to, s.received, s.put_back, s.transferred_in, s.transferred_out, s.short
            FROM kit_stock s JOIN logs l ON l.id = s.log WHERE s.sku BETWEEN @first AND @last ORDER BY s.sku, l.kit, l.id
            """,
            static row => (Sku: row.GetString(0), Kit: row.GetString(1), Log: Share(row)),
            ("@first", first),
            ("@last", last));
        return rows.GroupBy(static row => (row.Sku, row.Kit), static row => row.Log)
            .ToLookup(static kit => kit.Key.Sku, static kit => KitShare.Of(kit.Key.Kit, [.. kit]), StringComparer.Ordinal);
    }

    /// <summary>Transfers of a SKU of which one side only is known.</summary>
    public static Task<List<TransitEntry>> TransitAsync(Session session, string sku, int limit) =>
        session.QueryAsync(
            """
            SELECT t.id, t.quantity, l.kit, COALESCE(l.origin, l.incarnation), t.kit, t.incarnation, t.seq FROM transfers t JOIN logs l ON l.id = t.log
            WHERE t.sku = @sku AND NOT EXISTS (SELECT 1 FROM arrivals a WHERE a.transfer = t.id AND a.counts = 1)
            UNION ALL
            SELECT a.transfer, -a.quantity, a.kit, a.incarnation, l.kit, COALESCE(l.origin, l.incarnation), a.seq
            FROM arrivals a JOIN transfers t ON t.id = a.transfer JOIN logs l ON l.id = a.log WHERE a.sku = @sku AND a.counts = 1 AND t.log IS NULL
            ORDER BY 1 LIMIT @limit
            """,
            static row => new TransitEntry(
                Guid.ParseExact(row.GetString(0), "D"),
                row.GetInt64(1),
                row.GetString(2),
                Guid.ParseExact(row.GetString(3), "D"),
                row.GetString(4),
                Guid.ParseExact(row.GetString(5), "D"),
                row.GetInt64(6)),
            ("@sku", sku),
            ("@limit", (long)limit));

    private static string Ledger(string which, string page) =>
        $"""
        SELECT p.sku, p.total, p.shop_sold, p.granted, p.returned, p.received, p.short, p.available,
            CAST(COALESCE(k.consumed, 0) AS BIGINT), CAST(COALESCE(k.put_back, 0) AS BIGINT), CAST(COALESCE(k.short, 0) AS BIGINT),
            CAST(COALESCE(k.outstanding, 0) AS BIGINT), CAST(COALESCE(k.suspense, 0) AS BIGINT), CAST(COALESCE(k.deficit, 0) AS BIGINT),
            CAST(COALESCE(t.transit, 0) AS BIGINT)
        FROM (SELECT pool.*, {PoolTable.Available} AS available FROM pool WHERE {which} {page}) p
        LEFT JOIN (
            SELECT sku AS kit_sku, SUM(consumed) AS consumed, SUM(put_back) AS put_back, SUM(short) AS short,
                SUM(CASE WHEN held > 0 AND standing = 0 THEN held ELSE 0 END) AS outstanding,
                SUM(CASE WHEN held > 0 AND standing <> 0 THEN held ELSE 0 END) AS suspense,
                SUM(CASE WHEN held < 0 THEN -held ELSE 0 END) AS deficit
            FROM (
                SELECT s.sku, s.consumed, s.put_back, s.short, {PoolTable.Held} AS held, {LossTable.Standing} AS standing
                FROM kit_stock s JOIN logs l ON l.id = s.log WHERE {which}) each_log
            GROUP BY sku) k ON k.kit_sku = p.sku
        LEFT JOIN (
            SELECT sku AS transit_sku, SUM(quantity) AS transit FROM (
                SELECT sku, quantity FROM transfers WHERE log IS NOT NULL AND {which}
                UNION ALL SELECT sku, -quantity FROM arrivals WHERE counts = 1 AND {which}) sides
            GROUP BY sku) t ON t.transit_sku = p.sku
        ORDER BY p.sku
        """;

    private static LedgerEntry Entry(DbDataReader row)
    {
        var (total, shopSold, poolShort, available) = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(6), row.GetInt64(7));
        var (consumed, putBack, lacking) = (row.GetInt64(8), row.GetInt64(9), row.GetInt64(10));
        var (outstanding, suspense, transit) = (row.GetInt64(11), row.GetInt64(12), row.GetInt64(14));
        var (sold, pool) = (shopSold + consumed - putBack, Math.Max(0, available));
        var deficit = row.GetInt64(13) + Math.Max(0, -available);
        return new LedgerEntry(
            row.GetString(0), total, sold, row.GetInt64(3), row.GetInt64(4), pool, shopSold, row.GetInt64(5), putBack, lacking, poolShort,
            outstanding, suspense, transit, deficit, total - (pool + sold + poolShort + lacking + outstanding + suspense + transit - deficit));
    }

    private static LogShare Share(DbDataReader row) => new(
        Guid.ParseExact(row.GetString(2), "D"),
        (LogStanding)row.GetInt64(3),
        row.GetInt64(4),
        row.GetInt64(5),
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.GetInt64(9),
        row.GetInt64(10),
        row.GetInt64(11),
        row.GetInt64(12),
        row.GetInt64(13),
        row.GetInt64(14));
}
