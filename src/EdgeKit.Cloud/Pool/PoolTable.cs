using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>
/// Stock of which nothing is ever sold twice. Of each SKU the pool has <c>P = T − shopSold − short − Σ(G + L − R)</c>: what exists,
/// less what the shop sold and what was counted missing, less the rights that kits hold. Goods that arrive at a stall raise T and that
/// kit's L together, so P does not move; what a kit sells it sells from its rights, so that never enters P either. All of P stands in
/// the SKU's one row, so whoever takes from it locks that row, looks, and takes.
/// </summary>
internal static class PoolTable
{
    private const int SkusAtOnce = 200;

    /// <summary>What the shop may sell and kits may be granted; below zero only when more was lost than the pool had.</summary>
    public const string Available = "total - shop_sold - short - (granted + received - returned)";

    /// <summary>What a log holds: rights that it may still sell. Below zero when it sold what it had not.</summary>
    public const string Held = "granted + received + put_back + transferred_in - transferred_out - returned - consumed - short";

    /// <summary>Raises a kit's counters, and the pool by what arrived there or went back.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="log">Whose.</param>
    /// <param name="deltas">By SKU, in the one order in which everybody locks them.</param>
    public static async Task ApplyAsync(Session session, long log, IReadOnlyList<KeyValuePair<string, StockDelta>> deltas)
    {
        // Two statements: the first only makes rows that are missing, so that kits that sell the same SKU do not wait for one another.
        await session.InsertAsync(
            "INSERT INTO pool (sku, total, shop_sold, granted, returned, received)",
            [.. deltas.Select(static sku => new object?[] { sku.Key, 0L, 0L, 0L, 0L, 0L })],
            "ON CONFLICT (sku) DO NOTHING");
        await session.InsertAsync(
            "INSERT INTO pool (sku, total, shop_sold, granted, returned, received)",
            [
                .. deltas.Where(static sku => sku.Value.HasPool).Select(static sku => new object?[]
                {
                    sku.Key, sku.Value.Received, 0L, sku.Value.Granted, sku.Value.Returned, sku.Value.Received,
                }),
            ],
            """
            ON CONFLICT (sku) DO UPDATE SET total = pool.total + excluded.total, granted = pool.granted + excluded.granted,
                returned = pool.returned + excluded.returned, received = pool.received + excluded.received
            """);
        await session.InsertAsync(
            "INSERT INTO kit_stock (log, sku, granted, returned, received, consumed, put_back, short)",
            [.. deltas.Select(sku => new object?[] { log, sku.Key, 0L, 0L, sku.Value.Received, sku.Value.Consumed, sku.Value.PutBack, sku.Value.Short })],
            """
            ON CONFLICT (log, sku) DO UPDATE SET received = kit_stock.received + excluded.received,
                consumed = kit_stock.consumed + excluded.consumed, put_back = kit_stock.put_back + excluded.put_back,
                short = kit_stock.short + excluded.short
            """);
        await session.InsertAsync(
            "INSERT INTO kit_stock (log, sku, granted, acknowledged, returned, received, consumed, put_back, short, transferred_in, transferred_out)",
            [
                .. deltas.Where(static sku => sku.Value.HasRights).Select(sku => new object?[]
                {
                    log, sku.Key, sku.Value.Granted, sku.Value.Acknowledged, sku.Value.Returned, 0L, 0L, 0L, 0L, sku.Value.TransferredIn, sku.Value.TransferredOut,
                }),
            ],
            """
            ON CONFLICT (log, sku) DO UPDATE SET granted = kit_stock.granted + excluded.granted,
                acknowledged = kit_stock.acknowledged + excluded.acknowledged, returned = kit_stock.returned + excluded.returned,
                transferred_in = kit_stock.transferred_in + excluded.transferred_in,
                transferred_out = kit_stock.transferred_out + excluded.transferred_out
            """);
    }

    /// <summary>What is known of a log's rights to some SKUs; those it has none of are missing.</summary>
    public static async Task<Dictionary<string, KnownRights>> RightsAsync(Session session, long log, IReadOnlyList<string> skus)
    {
        var known = new Dictionary<string, KnownRights>(StringComparer.Ordinal);
        foreach (var chunk in skus.Chunk(SkusAtOnce))
        {
            var (names, parameters) = SkuList.Of(chunk);
            var rows = await session.QueryAsync(
                $"SELECT sku, granted, acknowledged, returned, transferred_in FROM kit_stock WHERE log = @log AND sku IN ({names})",
                static row => (Sku: row.GetString(0), Rights: new KnownRights(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))),
                [("@log", log), .. parameters]);
            rows.ForEach(row => known.Add(row.Sku, row.Rights));
        }

        return known;
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

    /// <summary>Makes the pool what was counted: what is there beyond what was expected exists, what is missing is written off.</summary>
    public static async Task<PoolCounted> CountAsync(Session session, string sku, long counted)
    {
        await session.ExecuteAsync(
            "INSERT INTO pool (sku, total, shop_sold, granted, returned, received) VALUES (@sku, 0, 0, 0, 0, 0) ON CONFLICT (sku) DO NOTHING", ("@sku", sku));
        var expected = await LockAsync(session, sku) ?? 0;
        var levels = await session.QueryAsync(
            $"UPDATE pool SET total = total + @more, short = short + @less WHERE sku = @sku RETURNING total, short, {Available}",
            row => new PoolCounted(sku, expected, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            ("@more", Math.Max(0, counted - expected)),
            ("@less", Math.Max(0, expected - counted)),
            ("@sku", sku));
        return levels[0];
    }

    /// <summary>What of a SKU is in the pool, for nobody else to take until the transaction ends; null if nobody ever heard of it.</summary>
    public static Task<long?> LockAsync(Session session, string sku) =>
        session.NumberAsync($"SELECT {Available} FROM pool WHERE sku = @sku" + session.RowLock, ("@sku", sku));

    /// <summary>The shop sold some; the row is locked and has enough.</summary>
    public static Task SellAsync(Session session, string sku, long quantity) =>
        session.ExecuteAsync("UPDATE pool SET shop_sold = shop_sold + @quantity WHERE sku = @sku", ("@quantity", quantity), ("@sku", sku));
}
