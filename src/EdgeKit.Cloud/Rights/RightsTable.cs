using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Cloud.Rights;

/// <summary>
/// What each log was granted and asked to give back. Every change has a version: greater than any before it, also than those that
/// a store restored from a backup has forgotten, since it is the time in milliseconds wherever it can be. It is handed out where only
/// one transaction at a time can be, so no reader ever passes one that commits later.
/// </summary>
internal static class RightsTable
{
    /// <summary>What changed for a log behind a version, oldest first; nothing for one that is frozen.</summary>
    public static Task<List<(long Version, StockRight Right)>> SinceAsync(Session session, string kit, Guid incarnation, long version, int limit) =>
        session.QueryAsync(
            """
            SELECT s.rights_version, s.sku, s.granted, s.return_to FROM kit_stock s JOIN logs l ON l.id = s.log
            WHERE l.kit = @kit AND l.incarnation = @incarnation AND l.frozen_ms IS NULL AND s.rights_version > @version
            ORDER BY s.rights_version LIMIT @limit
            """,
            static row => (row.GetInt64(0), new StockRight(row.GetString(1), row.GetInt64(2), row.GetInt64(3))),
            ("@kit", kit),
            ("@incarnation", incarnation.ToString("D")),
            ("@version", version),
            ("@limit", (long)limit));

    /// <summary>The last version of each log that changed behind a version.</summary>
    public static Task<List<(string Kit, Guid Incarnation, long Version)>> ChangedAsync(Session session, long version) =>
        session.QueryAsync(
            """
            SELECT l.kit, l.incarnation, MAX(s.rights_version) FROM kit_stock s JOIN logs l ON l.id = s.log
            WHERE s.rights_version > @version GROUP BY l.kit, l.incarnation
            """,
            static row => (row.GetString(0), Guid.ParseExact(row.GetString(1), "D"), row.GetInt64(2)),
            ("@version", version));

    /// <summary>A log by its kit, and how it stands; that heard of last when none is named. Null if there is none.</summary>
    public static async Task<(long Id, Guid Incarnation, LogStanding Standing)?> LogAsync(Session session, string kit, Guid? incarnation)
    {
        var found = await session.QueryAsync(
            $"""
            SELECT l.id, l.incarnation, CAST({LossTable.Standing} AS BIGINT) FROM logs l
            WHERE l.kit = @kit AND l.origin IS NULL AND (l.incarnation = @incarnation OR @incarnation = '')
            ORDER BY 3, CASE WHEN l.contact_ms > l.heard_ms THEN l.contact_ms ELSE l.heard_ms END DESC, l.id DESC LIMIT 1
            """,
            static row => (row.GetInt64(0), Guid.ParseExact(row.GetString(1), "D"), (LogStanding)row.GetInt64(2)),
            ("@kit", kit),
            ("@incarnation", incarnation?.ToString("D") ?? ""));
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>A log's rights to one SKU.</summary>
    public static async Task<RightsRow> RowAsync(Session session, long log, string sku) =>
        await session.FirstAsync(
            $"SELECT granted, returned, return_to, granted + transferred_in - returned, {PoolTable.Held} FROM kit_stock WHERE log = @log AND sku = @sku",
            static row => new RightsRow(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            ("@log", log),
            ("@sku", sku)) ?? new RightsRow(0, 0, 0, 0, 0);

    /// <summary>Grants rights; the pool's row is locked and has enough. What was asked back and did not come is asked for no more.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="sku">Of which item.</param>
    /// <param name="grants">How many to which log, each once, by log.</param>
    /// <param name="version">Of this change.</param>
    public static async Task GrantAsync(Session session, string sku, IReadOnlyList<(long Log, long Quantity)> grants, long version)
    {
        await session.ExecuteAsync(
            "UPDATE pool SET granted = granted + @quantity WHERE sku = @sku", ("@quantity", grants.Sum(static grant => grant.Quantity)), ("@sku", sku));
        await session.InsertAsync(
            "INSERT INTO kit_stock (log, sku, granted, returned, received, consumed, put_back, short, rights_version)",
            [.. grants.Select(grant => new object?[] { grant.Log, sku, grant.Quantity, 0L, 0L, 0L, 0L, 0L, version })],
            """
            ON CONFLICT (log, sku) DO UPDATE SET granted = kit_stock.granted + excluded.granted, rights_version = excluded.rights_version,
                return_to = CASE WHEN kit_stock.return_to > kit_stock.returned THEN kit_stock.returned ELSE kit_stock.return_to END
            """);
    }

    /// <summary>Asks a log to have given back so many in all.</summary>
    public static Task AskBackAsync(Session session, string sku, long log, long returnTo, long version) =>
        session.ExecuteAsync(
            "UPDATE kit_stock SET return_to = @to, rights_version = @version WHERE log = @log AND sku = @sku",
            ("@to", returnTo),
            ("@version", version),
            ("@log", log),
            ("@sku", sku));

    /// <summary>A new version. Others who change rights wait for this transaction's end from here on, so it comes late.</summary>
    public static async Task<long> TakeVersionAsync(Session session, DateTimeOffset now) =>
        await session.NumberAsync(
            "UPDATE counters SET value = CASE WHEN value >= @now THEN value + 1 ELSE @now END WHERE name = 'rights' RETURNING value",
            ("@now", now.ToUnixTimeMilliseconds())) ?? throw new InvalidOperationException("The counter of rights is not there.");
}
