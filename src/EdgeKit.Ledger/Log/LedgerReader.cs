using System.Collections.Concurrent;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Transfers;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Log;

/// <summary>Reads the ledger beside the writer, from a few connections of its own. It goes on when writing has failed.</summary>
internal sealed class LedgerReader(Settings settings) : IDisposable
{
    private const int Most = 4;

    private readonly SemaphoreSlim _free = new(Most);
    private readonly ConcurrentBag<SqliteConnection> _connections = [];

    /// <summary>Records after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    public ValueTask<List<LogRecord>> ReadRecordsAsync(long after, int limit, CancellationToken cancellationToken) =>
        WithAsync(
            connection =>
            {
                using var command = connection.Prepare(
                    $"SELECT {RecordReader.Columns} FROM {RecordReader.From} WHERE log.seq > $after ORDER BY log.seq LIMIT $limit", "$after", "$limit");
                command.Parameters[0].Value = after;
                command.Parameters[1].Value = limit;
                return ReadAll(command);
            },
            cancellationToken);

    /// <summary>One record, or null if it is not kept.</summary>
    public async ValueTask<LogRecord?> FindRecordAsync(long seq, CancellationToken cancellationToken) =>
        await ReadRecordsAsync(seq - 1, 1, cancellationToken) is [var record] && record.Seq == seq ? record : null;

    /// <summary>Orders after <paramref name="after"/>, oldest first, or the newest ones.</summary>
    public ValueTask<List<(LogRecord Record, OrderState? State)>> ReadOrdersAsync(long after, int limit, bool newest, CancellationToken cancellationToken) =>
        WithAsync(
            connection =>
            {
                var order = newest ? "DESC" : "ASC";
                using var command = connection.Prepare(
                    $"""
                    SELECT {RecordReader.Columns}, order_state.state FROM {RecordReader.From}
                    LEFT JOIN order_state ON order_state.seq = log.seq
                    WHERE log.seq > $after AND log.type = '{RecordTypes.OrderAccepted}' ORDER BY log.seq {order} LIMIT $limit
                    """,
                    "$after",
                    "$limit");
                command.Parameters[0].Value = after;
                command.Parameters[1].Value = limit;
                using var row = command.ExecuteReader();
                var orders = new List<(LogRecord, OrderState?)>();
                while (row.Read())
                {
                    orders.Add((RecordReader.Read(row), row.IsDBNull(9) ? null : OrderState.Parse(row.GetFieldValue<byte[]>(9))));
                }

                return orders;
            },
            cancellationToken);

    /// <summary>
    /// The order with a number among all that the kit ever accepted, or null if it is not kept. Each row says how many orders there were by
    /// then, so a search by halves finds it in a few steps however long the log is.
    /// </summary>
    public ValueTask<LogRecord?> FindOrderAsync(long number, long oldest, long head, CancellationToken cancellationToken) =>
        WithAsync(
            connection =>
            {
                using var count = connection.Prepare("SELECT orders FROM log WHERE seq = $seq", "$seq");
                var (low, high) = (oldest, head);
                while (low < high)
                {
                    var middle = low + ((high - low) / 2);
                    count.Parameters[0].Value = middle;
                    if (count.ExecuteScalar() is long orders && orders >= number)
                    {
                        high = middle;
                    }
                    else
                    {
                        low = middle + 1;
                    }
                }

                using var find = connection.Prepare(
                    $"SELECT {RecordReader.Columns} FROM {RecordReader.From} WHERE log.seq = $seq AND log.type = '{RecordTypes.OrderAccepted}' AND log.orders = $number", "$seq", "$number");
                find.Parameters[0].Value = low;
                find.Parameters[1].Value = number;
                return ReadAll(find).SingleOrDefault();
            },
            cancellationToken);

    /// <summary>What happened to an order since it was accepted; null for nothing.</summary>
    public ValueTask<OrderState?> FindOrderStateAsync(long seq, CancellationToken cancellationToken) =>
        WithAsync(
            connection =>
            {
                using var command = connection.Prepare("SELECT state FROM order_state WHERE seq = $seq", "$seq");
                command.Parameters[0].Value = seq;
                return command.ExecuteScalar() is byte[] state ? OrderState.Parse(state) : null;
            },
            cancellationToken);

    /// <summary>The newest record of each subject.</summary>
    public ValueTask<List<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken) =>
        WithAsync(
            connection =>
            {
                using var command = connection.Prepare(
                    """
                    SELECT newest.seq, newest.subject, boots.boot, newest.monotonic, newest.wall, newest.clock, newest.body
                    FROM newest JOIN boots ON boots.id = newest.boot WHERE newest.type = $type ORDER BY newest.subject
                    """,
                    "$type");
                command.Parameters[0].Value = type;
                using var row = command.ExecuteReader();
                var newest = new List<KeptRecord>();
                while (row.Read())
                {
                    var at = new RecordedAt(new Guid(row.GetFieldValue<byte[]>(2), bigEndian: true), row.GetInt64(3), row.GetInt64(4), (ClockState)row.GetInt32(5));
                    newest.Add(new KeptRecord(row.GetInt64(0), row.GetString(1), at, row.GetFieldValue<byte[]>(6)));
                }

                return newest;
            },
            cancellationToken);

    /// <summary>Transfers that were begun here and are not answered, oldest first.</summary>
    public ValueTask<List<TransferRow>> ReadPendingTransfersAsync(CancellationToken cancellationToken) =>
        WithAsync(TransferTable.ReadPending, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        _free.Dispose();
    }

    private static List<LogRecord> ReadAll(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var records = new List<LogRecord>();
        while (row.Read())
        {
            records.Add(RecordReader.Read(row));
        }

        return records;
    }

    private async ValueTask<T> WithAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var connection = _connections.TryTake(out var idle) ? idle : LedgerFile.OpenForReading(settings.DataDirectory);
            try
            {
                return read(connection);
            }
            finally
            {
                _connections.Add(connection);
            }
        }
        finally
        {
            _free.Release();
        }
    }
}
