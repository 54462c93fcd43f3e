using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Stock;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Writing;

/// <summary>The writer's statements. Used by one thread.</summary>
internal sealed class LedgerStore : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE
    private const int CacheWrite = 9;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _insertRecord;
    private readonly SqliteCommand _findKey;
    private readonly SqliteCommand _findRecord;
    private readonly SqliteCommand _findOrderState;
    private readonly SqliteCommand _putOrderState;
    private readonly SqliteCommand _putStock;
    private readonly SqliteCommand _putConsumer;
    private int _pagesAtCheckpoint;

    private LedgerStore(SqliteConnection connection)
    {
        _connection = connection;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _rollback = connection.Prepare("ROLLBACK");
        _insertRecord = connection.Prepare(
            """
            INSERT INTO log(seq, type, boot, monotonic, wall, clock, hlc, prev, orders, body, key, fingerprint, answer)
            VALUES($seq, $type, $boot, $monotonic, $wall, $clock, $hlc, $prev, $orders, $body, $key, $fingerprint, $answer)
            """,
            "$seq", "$type", "$boot", "$monotonic", "$wall", "$clock", "$hlc", "$prev", "$orders", "$body", "$key", "$fingerprint", "$answer");
        _findKey = connection.Prepare("SELECT type, fingerprint, answer FROM log WHERE key = $key", "$key");
        _findRecord = connection.Prepare($"SELECT {RecordReader.Columns} FROM {RecordReader.From} WHERE log.seq = $seq", "$seq");
        _findOrderState = connection.Prepare("SELECT state FROM order_state WHERE seq = $seq", "$seq");
        _putOrderState = connection.Prepare(
            "INSERT INTO order_state(seq, state) VALUES($seq, $state) ON CONFLICT(seq) DO UPDATE SET state = excluded.state", "$seq", "$state");
        _putStock = connection.Prepare(
            """
            INSERT INTO stock(sku, granted, returned, consumed, transferred_in, transferred_out, received, put_back, short)
            VALUES($sku, $granted, $returned, $consumed, $in, $out, $received, $putBack, $short)
            ON CONFLICT(sku) DO UPDATE SET granted = excluded.granted, returned = excluded.returned, consumed = excluded.consumed,
                transferred_in = excluded.transferred_in, transferred_out = excluded.transferred_out,
                received = excluded.received, put_back = excluded.put_back, short = excluded.short
            """,
            "$sku", "$granted", "$returned", "$consumed", "$in", "$out", "$received", "$putBack", "$short");
        _putConsumer = connection.Prepare(
            "INSERT INTO consumers(name, ack) VALUES($name, $ack) ON CONFLICT(name) DO UPDATE SET ack = excluded.ack", "$name", "$ack");
        Holds = new HoldStore(connection);
    }

    /// <summary>The number that stands for this boot in the rows.</summary>
    public long BootNumber { get; private set; }

    /// <summary>The statements for holds.</summary>
    public HoldStore Holds { get; }

    /// <summary>Opens the ledger, makes it if there is none, and reads what the writer must know: never the whole log.</summary>
    /// <exception cref="InvalidDataException">The file is of a newer version, or its end is damaged.</exception>
    public static (LedgerStore Store, LedgerState State) Open(string dataDirectory, Guid boot, Guid newIncarnation, string cloudConsumer)
    {
        var connection = LedgerFile.OpenForWriting(dataDirectory);
        try
        {
            LedgerSchema.Ensure(connection, newIncarnation);
            var store = new LedgerStore(connection);
            store.BootNumber = LedgerRecovery.EnsureBoot(connection, boot);
            var state = LedgerRecovery.ReadState(connection, cloudConsumer);
            store.Holds.ReadInto(state.Holds);
            return (store, state);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Takes back what was not committed. SQLite may have done so itself, after a full disk.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _rollback.ExecuteNonQuery();
        }
    }

    /// <summary>Adds a record, with the key that asked for it and the answer given.</summary>
    public void Insert(LogRecord record, long orders, IdempotencyKey? key, ReadOnlyMemory<byte> answer)
    {
        var values = _insertRecord.Parameters;
        values[0].Value = record.Seq;
        values[1].Value = record.Type;
        values[2].Value = BootNumber;
        values[3].Value = record.RecordedAt.MonotonicMs;
        values[4].Value = record.RecordedAt.WallMs;
        values[5].Value = (long)record.RecordedAt.Clock;
        values[6].Value = record.Hlc;
        values[7].Value = unchecked((long)record.PrevHash);
        values[8].Value = orders;
        values[9].Value = record.Body.ToArray();
        values[10].Value = key is { } used ? used.Hash : DBNull.Value;
        values[11].Value = key is { } asked ? asked.FingerprintBytes() : DBNull.Value;
        values[12].Value = key is null ? DBNull.Value : answer.ToArray();
        _insertRecord.ExecuteNonQuery();
    }

    /// <summary>What was answered when this key was used before; null if it never was.</summary>
    public (string Type, byte[] Fingerprint, byte[] Answer)? FindKey(long hash)
    {
        _findKey.Parameters[0].Value = hash;
        using var row = _findKey.ExecuteReader();
        return row.Read() ? (row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)) : null;
    }

    /// <summary>A record, or null if it is not there or no longer kept.</summary>
    public LogRecord? FindRecord(long seq)
    {
        _findRecord.Parameters[0].Value = seq;
        using var row = _findRecord.ExecuteReader();
        return row.Read() ? RecordReader.Read(row) : null;
    }

    /// <summary>What happened to an order since it was accepted; null for nothing.</summary>
    public OrderState? FindOrderState(long seq)
    {
        _findOrderState.Parameters[0].Value = seq;
        return _findOrderState.ExecuteScalar() is byte[] state ? OrderState.Parse(state) : null;
    }

    public void PutOrderState(long seq, OrderState state)
    {
        _putOrderState.Parameters[0].Value = seq;
        _putOrderState.Parameters[1].Value = state.ToBytes();
        _putOrderState.ExecuteNonQuery();
    }

    public void PutStock(string sku, StockCounters counters)
    {
        var values = _putStock.Parameters;
        values[0].Value = sku;
        values[1].Value = counters.Granted;
        values[2].Value = counters.Returned;
        values[3].Value = counters.Consumed;
        values[4].Value = counters.TransferredIn;
        values[5].Value = counters.TransferredOut;
        values[6].Value = counters.Received;
        values[7].Value = counters.PutBack;
        values[8].Value = counters.Short;
        _putStock.ExecuteNonQuery();
    }

    public void PutConsumer(string name, long ack)
    {
        _putConsumer.Parameters[0].Value = name;
        _putConsumer.Parameters[1].Value = ack;
        _putConsumer.ExecuteNonQuery();
    }

    /// <summary>
    /// Keeps a record as the newest of its subject: in the transaction that adds it to the log, so that a power cut leaves both or neither,
    /// and outside the log, which is cut where the cloud has it.
    /// </summary>
    public void PutNewest(string type, KeptRecord record)
    {
        using var put = _connection.Prepare(
            "INSERT OR REPLACE INTO newest(type, subject, seq, boot, monotonic, wall, clock, body) VALUES($type, $subject, $seq, $boot, $monotonic, $wall, $clock, $body)",
            "$type", "$subject", "$seq", "$boot", "$monotonic", "$wall", "$clock", "$body");
        var values = put.Parameters;
        values[0].Value = type;
        values[1].Value = record.Subject;
        values[2].Value = record.Seq;
        values[3].Value = BootNumber;
        values[4].Value = record.RecordedAt.MonotonicMs;
        values[5].Value = record.RecordedAt.WallMs;
        values[6].Value = (long)record.RecordedAt.Clock;
        values[7].Value = record.Body.ToArray();
        put.ExecuteNonQuery();
    }

    /// <summary>Whether a consumer is known or there is room for one more.</summary>
    public bool MayPutConsumer(string name, int most)
    {
        using var count = _connection.Prepare("SELECT count(*) FROM consumers WHERE name <> $name", "$name");
        count.Parameters[0].Value = name;
        return (long)count.ExecuteScalar()! < most;
    }

    /// <summary>For statements that run seldom.</summary>
    public SqliteCommand Prepare(string sql, params string[] parameters) => _connection.Prepare(sql, parameters);

    /// <summary>Pages written to the write-ahead log since the last checkpoint. The file's length does not say: it is used again from its start.</summary>
    public int PagesSinceCheckpoint => PagesWritten() - _pagesAtCheckpoint;

    /// <summary>Moves what the write-ahead log holds into the database file, so far as no reader needs it there.</summary>
    public void Checkpoint()
    {
        _connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        _pagesAtCheckpoint = PagesWritten();
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _insertRecord.Dispose();
        _findKey.Dispose();
        _findRecord.Dispose();
        _findOrderState.Dispose();
        _putOrderState.Dispose();
        _putStock.Dispose();
        _putConsumer.Dispose();
        Holds.Dispose();
        _connection.Dispose();
    }

    private int PagesWritten()
    {
        SQLitePCL.raw.sqlite3_db_status(_connection.Handle, CacheWrite, out var pages, out _, 0);
        return pages;
    }
}
