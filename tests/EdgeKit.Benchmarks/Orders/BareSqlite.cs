using SQLitePCL;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>
/// The rival: SQLite's C interface and nothing around it. One thread writes the rows that the kit wrote, into the same tables,
/// as many in a transaction as the kit had, with the counters of the SKUs that each transaction moves.
/// </summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _put;

    /// <summary>Makes a database in <paramref name="folder"/>.</summary>
    public BareSqlite(string folder, LedgerRows rows)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(folder, "bare.db"), out _database));
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        foreach (var statement in rows.Schema)
        {
            Execute(statement);
        }

        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _insert = Prepare($"INSERT INTO log VALUES({string.Join(',', rows.Rows[0].Values.Select(static _ => '?'))})");
        _put = Prepare(
            "INSERT INTO stock VALUES(?, 0, 0, ?, 0, 0, 1000000000, 0, 0) ON CONFLICT(sku) DO UPDATE SET consumed = excluded.consumed");
    }

    /// <summary>Writes all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">Rows in a transaction, on average.</param>
    /// <param name="time">The clock.</param>
    public LoadResult Run(LedgerRows rows, double batch, TimeProvider time)
    {
        var times = new List<TimeSpan>();
        var skus = new HashSet<string>(StringComparer.Ordinal);
        var started = time.GetTimestamp();
        var next = 0;
        for (var transaction = 1; next < rows.Rows.Count; transaction++)
        {
            var before = time.GetTimestamp();
            var first = next;
            Step(_begin);
            skus.Clear();

            // Rounds the average so that it holds over all transactions.
            for (var until = Math.Min(rows.Rows.Count, Math.Max(next + 1, (int)(transaction * batch))); next < until; next++)
            {
                Insert(rows.Rows[next].Values);
                skus.UnionWith(rows.Rows[next].Skus);
            }

            foreach (var sku in skus)
            {
                Check(raw.sqlite3_bind_text(_put, 1, sku));
                Check(raw.sqlite3_bind_int64(_put, 2, next));
                Step(_put);
            }

            Step(_commit);
            times.AddRange(Enumerable.Repeat(time.GetElapsedTime(before), next - first));
        }

        return LoadResult.Of(times, time.GetElapsedTime(started));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _put.Dispose();
        _database.Dispose();
    }

    private void Insert(object?[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            Check(values[index] switch
            {
                long number => raw.sqlite3_bind_int64(_insert, index + 1, number),
                string text => raw.sqlite3_bind_text(_insert, index + 1, text),
                byte[] bytes => raw.sqlite3_bind_blob(_insert, index + 1, bytes),
                _ => raw.sqlite3_bind_null(_insert, index + 1),
            });
        }

        Step(_insert);
    }

    private void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) is not raw.SQLITE_DONE and var code)
        {
            throw new IOException(FormattableString.Invariant($"bare SQLite failed with {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}"));
        }

        Check(raw.sqlite3_reset(statement));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new IOException(FormattableString.Invariant($"bare SQLite failed with {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}"));
        }
    }
}
