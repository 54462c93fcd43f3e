using System.Data.Common;
using System.Text.Json;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Kits;

/// <summary>What people want to know of the kits.</summary>
internal static class KitTable
{
    /// <summary>A page of kits.</summary>
    public static async Task<List<KitEntry>> AfterAsync(Session session, string after, int limit)
    {
        var kits = await session.QueryAsync(
            """
            SELECT kit, MAX(token) FROM (
                SELECT kit, 0 AS token FROM logs UNION ALL SELECT name, 1 FROM tokens WHERE role = @kit AND revoked_ms IS NULL) known
            WHERE kit > @after GROUP BY kit ORDER BY kit LIMIT @limit
            """,
            static row => (Kit: row.GetString(0), HasToken: Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) == 1),
            ("@kit", (long)Role.Kit),
            ("@after", after),
            ("@limit", (long)limit));
        if (kits.Count == 0)
        {
            return [];
        }

        var logs = (await LogsAsync(session, kits[0].Kit, kits[^1].Kit)).ToLookup(static log => log.Kit, static log => log.Log, StringComparer.Ordinal);
        return [.. kits.Select(kit => new KitEntry(kit.Kit, kit.HasToken, [.. logs[kit.Kit]], logs[kit.Kit].FirstOrDefault()?.LastHeard))];
    }

    /// <summary>The records of a kit that were set aside, newest first.</summary>
    public static Task<List<SetAsideRecord>> SetAsideAsync(Session session, string kit, int limit) =>
        session.QueryAsync(
            """
            SELECT l.incarnation, q.seq, r.type, q.why FROM quarantine q JOIN logs l ON l.id = q.log
            JOIN records r ON r.log = q.log AND r.seq = q.seq WHERE l.kit = @kit ORDER BY r.position DESC LIMIT @limit
            """,
            static row => new SetAsideRecord(Guid.ParseExact(row.GetString(0), "D"), row.GetInt64(1), row.GetString(2), row.GetString(3)),
            ("@kit", kit),
            ("@limit", (long)limit));

    /// <summary>What people read at a kit, newest first. A record that was set aside is not among it.</summary>
    public static async Task<IReadOnlyList<CheckEntry>> ChecksAsync(Session session, string kit, int limit) =>
        await session.QueryAsync(
            $"""
            SELECT l.incarnation, r.seq, r.wall_ms, r.clock, r.body FROM records r JOIN logs l ON l.id = r.log
            WHERE l.kit = @kit AND r.type = '{RecordTypes.CheckRecorded}' AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.log = r.log AND q.seq = r.seq)
            ORDER BY r.position DESC LIMIT @limit
            """,
            static row => new CheckEntry(
                Guid.ParseExact(row.GetString(0), "D"),
                row.GetInt64(1),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                (ClockState)row.GetInt64(3),
                JsonSerializer.Deserialize((byte[])row.GetValue(4), ContractsJson.Default.CheckRecordedBody)!),
            ("@kit", kit),
            ("@limit", (long)limit));

    private static Task<List<(string Kit, KitLog Log)>> LogsAsync(Session session, string first, string last) =>
        session.QueryAsync(
            $"""
            SELECT l.kit, l.incarnation, l.last_seq, l.quarantined, l.heard_ms, l.frozen_ms, l.frozen_why, CAST({LossTable.Standing} AS BIGINT),
                CASE WHEN l.contact_ms > 0 THEN l.contact_ms END, l.lost_ms, l.lost_why, l.settled_ms, l.settled_why, l.origin
            FROM logs l WHERE l.kit BETWEEN @first AND @last ORDER BY l.kit, l.heard_ms DESC
            """,
            static row => (row.GetString(0), new KitLog(
                Guid.ParseExact(row.GetString(1), "D"),
                row.GetInt64(2),
                row.GetInt64(3),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
                Instant(row, 5),
                Text(row, 6),
                (LogStanding)row.GetInt64(7),
                Instant(row, 8),
                Instant(row, 9),
                Text(row, 10),
                Instant(row, 11),
                Text(row, 12),
                Text(row, 13) is { } origin ? Guid.ParseExact(origin, "D") : null)),
            ("@first", first),
            ("@last", last));

    private static DateTimeOffset? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
