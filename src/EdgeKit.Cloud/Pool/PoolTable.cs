using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>
/// Stock of which nothing is ever sold twice. Of each SKU the pool has <c>P = T − shopSold − Σ(G + L − R)</c>: what exists, less
/// what the shop sold, less the rights that kits hold. Goods that arrive at a stall raise T and that kit's L together, so P does not
/// move; what a kit sells it sells from its rights, so that never enters P either.
/// </summary>
internal static class PoolTable
{
    private const string Available = "total - shop_sold - (granted + received - returned)";

    /// <summary>Raises a kit's counters, and what exists by what arrived there.</summary>
    public static async Task ApplyAsync(Session session, long log, IEnumerable<KeyValuePair<string, StockDelta>> stock)
    {
        var deltas = stock.ToList();

        // Two statements: the first only makes rows that are missing, so that kits that sell the same SKU do not wait for one another.
        await session.InsertAsync(
            "INSERT INTO pool (sku, total, shop_sold, granted, returned, received)",
            [.. deltas.Select(static sku => new object?[] { sku.Key, 0L, 0L, 0L, 0L, 0L })],
            "ON CONFLICT (sku) DO NOTHING");
        await session.InsertAsync(
            "INSERT INTO pool (sku, total, shop_sold, granted, returned, received)",
            [.. deltas.Where(static sku => sku.Value.Received > 0).Select(static sku => new object?[] { sku.Key, sku.Value.Received, 0L, 0L, 0L, sku.Value.Received })],
            "ON CONFLICT (sku) DO UPDATE SET total = pool.total + excluded.total, received = pool.received + excluded.received");
        await session.InsertAsync(
            "INSERT INTO kit_stock (log, sku, granted, returned, received, consumed, put_back, short)",
            [.. deltas.Select(sku => new object?[] { log, sku.Key, 0L, 0L, sku.Value.Received, sku.Value.Consumed, sku.Value.PutBack, sku.Value.Short })],
            """
            ON CONFLICT (log, sku) DO UPDATE SET received = kit_stock.received + excluded.received,
                consumed = kit_stock.consumed + excluded.consumed, put_back = kit_stock.put_back + excluded.put_back,
                short = kit_stock.short + excluded.short
            """);
    }

    /// <summary>Goods that arrived at no stall.</summary>
    /// <returns>What exists now and what of it is in the pool.</returns>
    public static async Task<PoolChanged> ReceiveAsync(Session session, string sku, long quantity)
    {
        var levels = await session.QueryAsync(
            $"""
            INSERT INTO pool (sku, total, shop_sold, granted, returned, received) VALUES (@sku, @quantity, 0, 0, 0, 0)
            ON CONFLICT (sku) DO UPDATE SET total = pool.total + excluded.total RETURNING total, {Available}
            """,
            row => new PoolChanged(sku, row.GetInt64(0), row.GetInt64(1)),
            ("@sku", sku),
            ("@quantity", quantity));
        return levels[0];
    }

    /// <summary>What of a SKU is in the pool, for nobody else to take until the transaction ends.</summary>
    public static async Task<long> LockAsync(Session session, string sku) =>
        await session.NumberAsync($"SELECT {Available} FROM pool WHERE sku = @sku" + session.RowLock, ("@sku", sku)) ?? 0;

    /// <summary>The shop sold some; the row is locked and has enough.</summary>
    public static Task SellAsync(Session session, string sku, long quantity) =>
        session.ExecuteAsync("UPDATE pool SET shop_sold = shop_sold + @quantity WHERE sku = @sku", ("@quantity", quantity), ("@sku", sku));

    /// <summary>The stock ledger, by SKU.</summary>
    /// <param name="session">The reader.</param>
    /// <param name="after">Behind which SKU.</param>
    /// <param name="limit">How many at most.</param>
    public static Task<List<LedgerEntry>> LedgerAsync(Session session, string after, int limit) =>
        session.QueryAsync(
            $"""
            SELECT p.sku, p.total, p.shop_sold, p.granted, p.returned, p.received, {Available},
                CAST(COALESCE(k.consumed, 0) AS BIGINT), CAST(COALESCE(k.put_back, 0) AS BIGINT), CAST(COALESCE(k.short, 0) AS BIGINT)
            FROM (SELECT * FROM pool WHERE sku > @after ORDER BY sku LIMIT @limit) p
            LEFT JOIN (SELECT sku AS kit_sku, SUM(consumed) AS consumed, SUM(put_back) AS put_back, SUM(short) AS short FROM kit_stock GROUP BY sku) k
                ON k.kit_sku = p.sku
            ORDER BY p.sku
            """,
            static row =>
            {
                var (shopSold, consumed, putBack) = (row.GetInt64(2), row.GetInt64(7), row.GetInt64(8));
                return new LedgerEntry(
                    row.GetString(0), row.GetInt64(1), shopSold + consumed - putBack, row.GetInt64(3), row.GetInt64(4), row.GetInt64(6), shopSold,
                    row.GetInt64(5), putBack, row.GetInt64(9));
            },
            ("@after", after),
            ("@limit", (long)limit));

    /// <summary>The same by kit, for the SKUs of one page.</summary>
    public static Task<List<(string Sku, KitShare Share)>> SharesAsync(Session session, string first, string last) =>
        session.QueryAsync(
            """
            SELECT s.sku, l.kit, CAST(SUM(s.consumed - s.put_back) AS BIGINT), CAST(SUM(s.granted) AS BIGINT), CAST(SUM(s.returned) AS BIGINT),
                CAST(SUM(s.received) AS BIGINT), CAST(SUM(s.put_back) AS BIGINT), CAST(SUM(s.short) AS BIGINT)
            FROM kit_stock s JOIN logs l ON l.id = s.log WHERE s.sku BETWEEN @first AND @last GROUP BY s.sku, l.kit ORDER BY s.sku, l.kit
            """,
            static row => (row.GetString(0), new KitShare(
                row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7))),
            ("@first", first),
            ("@last", last));
}
