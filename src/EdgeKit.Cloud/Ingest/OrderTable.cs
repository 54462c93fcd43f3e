using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>Orders as they stand after the last acknowledged record. An order's key is the record that accepted it.</summary>
internal static class OrderTable
{
    private static readonly byte[] None = "[]"u8.ToArray();

    /// <summary>Orders of one log, locked with its row.</summary>
    public static async Task<Dictionary<long, KnownOrder>> FindAsync(Session session, long log, IEnumerable<long> seqs)
    {
        var found = new Dictionary<long, KnownOrder>();
        foreach (var chunk in seqs.Chunk(200))
        {
            var names = chunk.Select(static (_, index) => string.Create(CultureInfo.InvariantCulture, $"@s{index}")).ToArray();
            var orders = await session.QueryAsync(
                $"SELECT seq, status, amount, currency, lines, taken_back FROM orders WHERE log = @log AND seq IN ({string.Join(", ", names)})",
                static row => (Seq: row.GetInt64(0), Order: Order(row)),
                [("@log", log), .. chunk.Select((seq, index) => (names[index], (object?)seq))]);
            foreach (var (seq, order) in orders)
            {
                found.Add(seq, order);
            }
        }

        return found;
    }

    /// <summary>Keeps new orders.</summary>
    public static Task InsertAsync(Session session, long log, string kit, IEnumerable<(long Seq, long Position, KnownOrder Order)> orders)
    {
        var text = new OrderText();
        return session.InsertAsync(
            "INSERT INTO orders (log, seq, kit, position, status, amount, currency, lines, taken_back)",
            [
                .. orders.Select(entry => new object?[]
                {
                    log,
                    entry.Seq,
                    kit,
                    entry.Position,
                    (long)entry.Order.Status,
                    entry.Order.Total.Amount,
                    entry.Order.Total.Currency,
                    text.Write(entry.Order.Lines).ToArray(),
                    TakenBack(entry.Order),
                }),
            ]);
    }

    /// <summary>Keeps what changed of older orders.</summary>
    public static async Task UpdateAsync(Session session, long log, IReadOnlyDictionary<long, KnownOrder> orders)
    {
        foreach (var (seq, order) in orders)
        {
            await session.ExecuteAsync(
                "UPDATE orders SET status = @status, taken_back = @back WHERE log = @log AND seq = @seq",
                ("@status", (long)order.Status),
                ("@back", TakenBack(order)),
                ("@log", log),
                ("@seq", seq));
        }
    }

    /// <summary>Orders behind a position, oldest first.</summary>
    /// <param name="session">The reader.</param>
    /// <param name="kit">Of one kit; of all when null.</param>
    /// <param name="position">Behind which.</param>
    /// <param name="limit">How many at most.</param>
    public static Task<List<(long Position, OrderEntry Order)>> AfterAsync(Session session, string? kit, long position, int limit) =>
        session.QueryAsync(
            $"""
            SELECT o.seq, o.status, o.amount, o.currency, o.lines, o.taken_back, o.position, l.kit, l.incarnation
            FROM orders o JOIN logs l ON l.id = o.log
            WHERE o.position > @position {(kit is null ? "" : "AND o.kit = @kit")} ORDER BY o.position LIMIT @limit
            """,
            static row =>
            {
                var (order, incarnation, seq) = (Order(row), Guid.ParseExact(row.GetString(8), "D"), row.GetInt64(0));
                return (row.GetInt64(6), new OrderEntry(
                    OrderIds.Of(incarnation, seq), row.GetString(7), incarnation, seq, order.Status, order.Lines, order.TakenBack, order.Total));
            },
            kit is null
                ? [("@position", position), ("@limit", (long)limit)]
                : [("@position", position), ("@limit", (long)limit), ("@kit", kit)]);

    private static byte[] TakenBack(KnownOrder order) =>
        order.TakenBack.Count == 0 ? None : JsonSerializer.SerializeToUtf8Bytes(order.TakenBack, CloudJson.Default.IReadOnlyListSkuQuantity);

    private static KnownOrder Order(DbDataReader row) => new(
        (OrderStatus)row.GetInt64(1),
        new Money(row.GetInt64(2), row.GetString(3)),
        JsonSerializer.Deserialize((byte[])row.GetValue(4), CloudJson.Default.IReadOnlyListOrderLine)!,
        JsonSerializer.Deserialize((byte[])row.GetValue(5), CloudJson.Default.IReadOnlyListSkuQuantity)!);
}
