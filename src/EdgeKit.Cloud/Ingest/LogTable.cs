using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>One row per log: the one number that makes its records count once.</summary>
internal static class LogTable
{
    /// <summary>Where a log stands, for nobody else to move it until the transaction ends; null if it has no row.</summary>
    public static Task<LogState?> LockAsync(Session session, string kit, Guid incarnation) => ReadAsync(session, kit, incarnation, session.RowLock);

    /// <summary>Where a log stands.</summary>
    public static Task<LogState?> ReadAsync(Session session, string kit, Guid incarnation) => ReadAsync(session, kit, incarnation, "");

    /// <summary>Starts a log, unless another receiver just did, and locks it.</summary>
    public static async Task<LogState> StartAsync(Session session, string kit, Guid incarnation, DateTimeOffset now)
    {
        var id = await session.NumberAsync("UPDATE counters SET value = value + 1 WHERE name = 'log' RETURNING value");
        await session.ExecuteAsync(
            """
            INSERT INTO logs (id, kit, incarnation, last_seq, last_hash, heard_ms, quarantined)
            VALUES (@id, @kit, @incarnation, 0, @genesis, @now, 0) ON CONFLICT (kit, incarnation) DO NOTHING
            """,
            ("@id", id),
            ("@kit", kit),
            ("@incarnation", incarnation.ToString("D")),
            ("@genesis", (long)HashChain.Genesis(incarnation)),
            ("@now", now.ToUnixTimeMilliseconds()));
        return await LockAsync(session, kit, incarnation) ?? throw new InvalidOperationException("The log's row is not there.");
    }

    /// <summary>Starts the log of what a copied card went on with, unless it was started before.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="kit">Whose.</param>
    /// <param name="incarnation">The new log's.</param>
    /// <param name="origin">The log of the card that was copied.</param>
    /// <param name="last">The last record that both have, and its hash.</param>
    /// <param name="now">The cloud's clock.</param>
    public static async Task<int> BranchAsync(Session session, string kit, Guid incarnation, Guid origin, (long Seq, ulong Hash) last, DateTimeOffset now)
    {
        var id = await session.NumberAsync("UPDATE counters SET value = value + 1 WHERE name = 'log' RETURNING value");
        return await session.ExecuteAsync(
            """
            INSERT INTO logs (id, kit, incarnation, last_seq, last_hash, heard_ms, quarantined, origin)
            VALUES (@id, @kit, @incarnation, @seq, @hash, @now, 0, @origin) ON CONFLICT (kit, incarnation) DO NOTHING
            """,
            ("@id", id),
            ("@kit", kit),
            ("@incarnation", incarnation.ToString("D")),
            ("@seq", last.Seq),
            ("@hash", unchecked((long)last.Hash)),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@origin", origin.ToString("D")));
    }

    /// <summary>Moves a log on.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="log">Which.</param>
    /// <param name="last">Its last record now, and the hash of it.</param>
    /// <param name="setAside">How many of the new ones were set aside.</param>
    /// <param name="isOnline">Whether its kit is in contact.</param>
    /// <param name="now">The cloud's clock.</param>
    public static Task AdvanceAsync(Session session, long log, (long Seq, ulong Hash) last, int setAside, bool isOnline, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            UPDATE logs SET last_seq = @seq, last_hash = @hash, heard_ms = @now, quarantined = quarantined + @aside,
                contact_ms = CASE WHEN @online = 1 THEN @now ELSE contact_ms END WHERE id = @log
            """,
            ("@seq", last.Seq),
            ("@hash", unchecked((long)last.Hash)),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@aside", (long)setAside),
            ("@online", isOnline ? 1L : 0L),
            ("@log", log));

    /// <summary>Stops a log until a person acts.</summary>
    public static Task FreezeAsync(Session session, long log, string why, DateTimeOffset now) =>
        session.ExecuteAsync(
            "UPDATE logs SET frozen_ms = @now, frozen_why = @why WHERE id = @log",
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@why", why),
            ("@log", log));

    /// <summary>How many logs of a kit were not settled.</summary>
    public static async Task<long> UnsettledAsync(Session session, string kit) =>
        await session.NumberAsync("SELECT COUNT(*) FROM logs WHERE kit = @kit AND settled_ms IS NULL", ("@kit", kit)) ?? 0;

    /// <summary>The kit asked for something: it can be given rights, and give some back.</summary>
    public static Task TouchAsync(Session session, long log, DateTimeOffset now) =>
        session.ExecuteAsync("UPDATE logs SET contact_ms = @now WHERE id = @log", ("@now", now.ToUnixTimeMilliseconds()), ("@log", log));

    /// <summary>Lets a frozen log go on; one that was settled never does.</summary>
    /// <returns>False if there is no such log, or it is not frozen.</returns>
    public static async Task<bool> ThawAsync(Session session, string kit, Guid incarnation) =>
        await session.ExecuteAsync(
            """
            UPDATE logs SET frozen_ms = NULL, frozen_why = NULL
            WHERE kit = @kit AND incarnation = @incarnation AND frozen_ms IS NOT NULL AND settled_ms IS NULL
            """,
            ("@kit", kit),
            ("@incarnation", incarnation.ToString("D"))) == 1;

    private static Task<LogState?> ReadAsync(Session session, string kit, Guid incarnation, string rowLock) =>
        session.FirstAsync(
            """
            SELECT id, last_seq, last_hash, frozen_why, origin, lost_ms, settled_ms, contact_ms FROM logs
            WHERE kit = @kit AND incarnation = @incarnation
            """ + rowLock,
            static row => new LogState(
                row.GetInt64(0),
                row.GetInt64(1),
                unchecked((ulong)row.GetInt64(2)),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? null : Guid.ParseExact(row.GetString(4), "D"),
                !row.IsDBNull(5),
                !row.IsDBNull(6),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7))),
            ("@kit", kit),
            ("@incarnation", incarnation.ToString("D")));
}
