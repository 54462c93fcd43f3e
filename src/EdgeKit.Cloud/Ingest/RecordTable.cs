using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>
/// Every record, byte for byte. A row is the outbox row of its record too: <c>position</c> says in which order records of all kits
/// were kept, and is handed out where only one transaction at a time can be, so that no reader ever passes one that commits later.
/// </summary>
internal static class RecordTable
{
    /// <summary>Takes <paramref name="count"/> positions. Others wait for this transaction's end from here on, so it comes last.</summary>
    /// <returns>The first of them.</returns>
    public static async Task<long> TakePositionsAsync(Session session, int count) =>
        (await session.NumberAsync(
            "UPDATE counters SET value = value + @count WHERE name = 'position' RETURNING value", ("@count", (long)count)) ?? 0) - count + 1;

    /// <summary>Keeps records.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="log">Whose.</param>
    /// <param name="position">The first one's position.</param>
    /// <param name="records">With the hash of each.</param>
    public static Task InsertAsync(Session session, long log, long position, IEnumerable<(LogRecord Record, ulong Hash)> records)
    {
        // As good as all of a batch are of one.
        var boot = (Id: Guid.Empty, Text: Guid.Empty.ToString("D"));
        return session.InsertAsync(
            "INSERT INTO records (log, seq, position, type, boot, monotonic_ms, wall_ms, clock, hlc, prev_hash, hash, body)",
            [
                .. records.Select((entry, index) => new object?[]
                {
                    log,
                    entry.Record.Seq,
                    position + index,
                    entry.Record.Type,
                    Boot(entry.Record.RecordedAt.Boot),
                    entry.Record.RecordedAt.MonotonicMs,
                    entry.Record.RecordedAt.WallMs,
                    (long)entry.Record.RecordedAt.Clock,
                    entry.Record.Hlc,
                    unchecked((long)entry.Record.PrevHash),
                    unchecked((long)entry.Hash),
                    entry.Record.Body,
                }),
            ]);

        string Boot(Guid id)
        {
            if (id != boot.Id)
            {
                boot = (id, id.ToString("D"));
            }

            return boot.Text;
        }
    }

    /// <summary>Notes why records were set aside.</summary>
    public static Task SetAsideAsync(Session session, long log, IEnumerable<(long Seq, string Why)> setAside) =>
        session.InsertAsync("INSERT INTO quarantine (log, seq, why)", [.. setAside.Select(entry => new object?[] { log, entry.Seq, entry.Why })]);

    /// <summary>The hashes of records that are kept.</summary>
    public static async Task<Dictionary<long, ulong>> HashesAsync(Session session, long log, long first, long last) =>
        (await session.QueryAsync(
            "SELECT seq, hash FROM records WHERE log = @log AND seq BETWEEN @first AND @last",
            static row => (Seq: row.GetInt64(0), Hash: unchecked((ulong)row.GetInt64(1))),
            ("@log", log),
            ("@first", first),
            ("@last", last))).ToDictionary(static row => row.Seq, static row => row.Hash);

    /// <summary>Records of all kits behind a position, in the order in which they were kept.</summary>
    public static Task<List<KeptRecord>> AfterAsync(Session session, long position, int limit) =>
        session.QueryAsync(
            """
            SELECT r.position, l.kit, l.incarnation, r.seq, r.type, r.boot, r.monotonic_ms, r.wall_ms, r.clock, r.hlc, r.prev_hash, r.body
            FROM records r JOIN logs l ON l.id = r.log WHERE r.position > @position ORDER BY r.position LIMIT @limit
            """,
            static row => new KeptRecord(
                row.GetInt64(0),
                CloudEventBatch.SourceOf(row.GetString(1), Guid.ParseExact(row.GetString(2), "D")),
                new LogRecord(
                    row.GetInt64(3),
                    row.GetString(4),
                    new RecordedAt(Guid.ParseExact(row.GetString(5), "D"), row.GetInt64(6), row.GetInt64(7), (ClockState)row.GetInt64(8)),
                    row.GetInt64(9),
                    unchecked((ulong)row.GetInt64(10)),
                    (byte[])row.GetValue(11))),
            ("@position", position),
            ("@limit", (long)limit));
}
