using System.Data.Common;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Losses;

/// <summary>
/// Kits that are lost. What one held is in suspense: it may have been sold, so it is never the pool's until somebody has counted what
/// is left. Nothing here goes by time.
/// </summary>
internal static class LossTable
{
    /// <summary>The SQL for a <see cref="LogStanding"/> of the log <c>l</c>.</summary>
    public const string Standing =
        """
        CASE WHEN l.settled_ms IS NOT NULL THEN 3 WHEN l.lost_ms IS NOT NULL THEN 2
            WHEN l.frozen_ms IS NOT NULL OR l.origin IS NOT NULL THEN 1 ELSE 0 END
        """;

    /// <summary>Notes that a kit is lost.</summary>
    public static Task<LossResult> LoseAsync(Session session, string kit, LossReport report, DateTimeOffset now) =>
        EachAsync(session, kit, report, async log =>
        {
            await session.ExecuteAsync(
                "UPDATE logs SET lost_ms = @now, lost_why = @why WHERE id = @log",
                ("@now", now.ToUnixTimeMilliseconds()),
                ("@why", report.Reason),
                ("@log", log.Id));
            await JournalTable.AddAsync(session, now, Act.Lost, sku: null, log.Id, quantity: null, report.Reason, report.By);
        });

    /// <summary>Notes that a lost kit is there again.</summary>
    public static Task<LossResult> FindAsync(Session session, string kit, LossReport report, DateTimeOffset now) =>
        EachAsync(session, kit, report, async log =>
        {
            if (log.Lost)
            {
                await FoundAsync(session, log.Id, report.Reason, report.By, now);
            }
        });

    /// <summary>Notes that the kit of a log is there again.</summary>
    public static async Task FoundAsync(Session session, long log, string reason, string by, DateTimeOffset now)
    {
        await session.ExecuteAsync("UPDATE logs SET lost_ms = NULL, lost_why = NULL WHERE id = @log", ("@log", log));
        await JournalTable.AddAsync(session, now, Act.Found, sku: null, log, quantity: null, reason, by);
    }

    /// <summary>Takes what was counted into the pool, writes off the rest and closes the log.</summary>
    public static async Task<LossResult> SettleAsync(Session session, string kit, SettleRequest request, DateTimeOffset now)
    {
        if (await LogTable.LockAsync(session, kit, request.Incarnation) is not { } log)
        {
            return new LossResult.NoLog();
        }

        if (log is { Lost: false, FrozenWhy: null, Origin: null })
        {
            return new LossResult.StillOpen();
        }

        var held = await HeldAsync(session, log.Id);
        if (log.Settled && held.TrueForAll(static sku => sku.Held == 0))
        {
            return new LossResult.SettledBefore();
        }

        var settled = Settle(held, request.Counts);
        await PoolTable.ApplyAsync(session, log.Id, [.. settled.Select(static sku => KeyValuePair.Create(
            sku.Sku, new StockDelta(Received: sku.Surplus, Returned: sku.Returned, Short: sku.Short)))]);
        await session.ExecuteAsync(
            """
            UPDATE logs SET settled_ms = @now, settled_why = @why, frozen_ms = COALESCE(frozen_ms, @now), frozen_why = COALESCE(frozen_why, @frozen)
            WHERE id = @log
            """,
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@why", request.Reason),
            ("@frozen", $"what was left of its goods was counted and it was closed: {request.Reason}"),
            ("@log", log.Id));
        await JournalTable.AddAsync(session, now, Act.Settled, sku: null, log.Id, quantity: null, request.Reason, request.By);
        foreach (var sku in settled)
        {
            await JournalTable.AddAsync(session, now, Act.Settled, sku.Sku, log.Id, sku.Returned, request.Reason, request.By);
        }

        return new LossResult.Closed(new Settlement(kit, request.Incarnation, settled));
    }

    private static IReadOnlyList<SettledSku> Settle(List<HeldSku> held, IReadOnlyList<SkuCount> counts)
    {
        var expected = held.ToDictionary(static sku => sku.Sku, static sku => sku.Held, StringComparer.Ordinal);
        var counted = counts.ToDictionary(static sku => sku.Sku, static sku => sku.Counted, StringComparer.Ordinal);
        return
        [
            .. expected.Where(static sku => sku.Value != 0).Select(static sku => sku.Key)
                .Union(counted.Where(static sku => sku.Value > 0).Select(static sku => sku.Key), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(sku => LossRules.Settle(sku, expected.GetValueOrDefault(sku), counted.GetValueOrDefault(sku))),
        ];
    }

    private static async Task<LossResult> EachAsync(Session session, string kit, LossReport report, Func<LogState, Task> note)
    {
        var incarnations = report.Incarnation is { } one ? [one] : await UnsettledAsync(session, kit);
        var logs = new List<LogHoldings>();
        foreach (var incarnation in incarnations)
        {
            if (await LogTable.LockAsync(session, kit, incarnation) is not { } log)
            {
                return new LossResult.NoLog();
            }

            if (log.Settled)
            {
                return new LossResult.SettledBefore();
            }

            await note(log);
            logs.Add(new LogHoldings(incarnation, await StandingAsync(session, log.Id), await HeldAsync(session, log.Id)));
        }

        return logs.Count == 0 ? new LossResult.NoLog() : new LossResult.Noted(new KitHoldings(kit, logs));
    }

    private static Task<List<Guid>> UnsettledAsync(Session session, string kit) =>
        session.QueryAsync(
            "SELECT incarnation FROM logs WHERE kit = @kit AND settled_ms IS NULL ORDER BY id",
            static row => Guid.ParseExact(row.GetString(0), "D"),
            ("@kit", kit));

    private static async Task<LogStanding> StandingAsync(Session session, long log) =>
        (LogStanding)(await session.NumberAsync($"SELECT CAST({Standing} AS BIGINT) FROM logs l WHERE l.id = @log", ("@log", log)) ?? 0);

    private static Task<List<HeldSku>> HeldAsync(Session session, long log) =>
        session.QueryAsync(
            $"SELECT sku, {PoolTable.Held} FROM kit_stock WHERE log = @log ORDER BY sku",
            static (DbDataReader row) => new HeldSku(row.GetString(0), row.GetInt64(1)),
            ("@log", log));
}
