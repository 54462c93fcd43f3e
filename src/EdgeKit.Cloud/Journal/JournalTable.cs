using System.Data.Common;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Journal;

/// <summary>Who did what to stock by hand, in the transaction that did it: with the kits' own records it explains every unit.</summary>
internal static class JournalTable
{
    private const string Columns =
        """
        SELECT j.n, j.at_ms, j.act, j.sku, l.kit, l.incarnation, j.quantity, j.reason, j.said_by FROM journal j LEFT JOIN logs l ON l.id = j.log
        """;

    /// <summary>Adds an entry. Others who do something by hand wait for this transaction's end from here on, so it comes late.</summary>
    public static async Task AddAsync(Session session, DateTimeOffset now, Act act, string? sku, long? log, long? quantity, string? reason, string? by)
    {
        var n = await session.NumberAsync("UPDATE counters SET value = value + 1 WHERE name = 'journal' RETURNING value");
        await session.ExecuteAsync(
            """
            INSERT INTO journal (n, at_ms, act, sku, log, quantity, reason, said_by)
            VALUES (@n, @now, @act, @sku, @log, @quantity, @reason, @by)
            """,
            ("@n", n),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@act", (long)act),
            ("@sku", sku),
            ("@log", log),
            ("@quantity", quantity),
            ("@reason", reason ?? ""),
            ("@by", by ?? ""));
    }

    /// <summary>Entries behind a number, oldest first.</summary>
    public static Task<List<(long N, JournalEntry Entry)>> AfterAsync(Session session, long after, int limit) =>
        session.QueryAsync($"{Columns} WHERE j.n > @after ORDER BY j.n LIMIT @limit", Entry, ("@after", after), ("@limit", (long)limit));

    /// <summary>The last entries about one SKU, newest first.</summary>
    public static Task<List<(long N, JournalEntry Entry)>> OfAsync(Session session, string sku, int limit) =>
        session.QueryAsync($"{Columns} WHERE j.sku = @sku ORDER BY j.n DESC LIMIT @limit", Entry, ("@sku", sku), ("@limit", (long)limit));

    private static (long N, JournalEntry Entry) Entry(DbDataReader row) => (row.GetInt64(0), new JournalEntry(
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        (Act)row.GetInt64(2),
        row.GetString(7),
        row.GetString(8),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : Guid.ParseExact(row.GetString(5), "D"),
        row.IsDBNull(6) ? null : row.GetInt64(6)));
}
