using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Writing;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Log;

/// <summary>Reads what the writer must know at start: head, cursors and counters. SQLite has replayed its write-ahead log by then.</summary>
internal static class LedgerRecovery
{
    private const int VerifiedTail = 64;

    /// <summary>Gives this boot a number.</summary>
    public static long EnsureBoot(SqliteConnection connection, Guid boot)
    {
        var bytes = boot.ToByteArray(bigEndian: true);
        using var find = connection.Prepare("SELECT id FROM boots WHERE boot = $boot", "$boot");
        find.Parameters[0].Value = bytes;
        if (find.ExecuteScalar() is long known)
        {
            return known;
        }

        using var insert = connection.Prepare("INSERT INTO boots(boot) VALUES($boot) RETURNING id", "$boot");
        insert.Parameters[0].Value = bytes;
        return (long)insert.ExecuteScalar()!;
    }

    /// <summary>Reads the state.</summary>
    /// <exception cref="InvalidDataException">The last records do not follow from one another.</exception>
    public static LedgerState ReadState(SqliteConnection connection, string cloudConsumer)
    {
        using var kit = connection.Prepare("SELECT incarnation, first FROM kit");
        using var kitRow = kit.ExecuteReader();
        kitRow.Read();
        var state = new LedgerState
        {
            Incarnation = new Guid(kitRow.GetFieldValue<byte[]>(0), bigEndian: true),
            Oldest = kitRow.GetInt64(1),
        };
        state.Head = VerifyTail(connection, state);

        using var ack = connection.Prepare("SELECT ack FROM consumers WHERE name = $name", "$name");
        ack.Parameters[0].Value = cloudConsumer;
        state.Acknowledged = Math.Min(Convert.ToInt64(ack.ExecuteScalar() ?? 0L, CultureInfo.InvariantCulture), state.Head.Seq);

        using var stock = connection.Prepare(
            "SELECT sku, granted, returned, consumed, transferred_in, transferred_out, received, put_back, short FROM stock");
        using var row = stock.ExecuteReader();
        while (row.Read())
        {
            state.Stock[row.GetString(0)] = new StockCounters(
                row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8));
        }

        return state;
    }

    private static LedgerHead VerifyTail(SqliteConnection connection, LedgerState state)
    {
        using var tail = connection.Prepare(
            $"""
            SELECT {RecordReader.Columns}, log.orders FROM {RecordReader.From}
            WHERE log.seq > (SELECT max(seq) FROM log) - $tail ORDER BY log.seq
            """,
            "$tail");
        tail.Parameters[0].Value = VerifiedTail;
        using var row = tail.ExecuteReader();
        var head = new LedgerHead(state.Oldest - 1, HashChain.Genesis(state.Incarnation), 0, 0);
        var first = true;
        while (row.Read())
        {
            var record = RecordReader.Read(row);
            var follows = first ? record.Seq != 1 || record.PrevHash == head.Hash : record.Seq == head.Seq + 1 && record.PrevHash == head.Hash;
            if (!follows)
            {
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"The ledger is damaged: record {record.Seq} does not follow from the one before. Keep the card and restore the data directory."));
            }

            first = false;
            head = new LedgerHead(record.Seq, HashChain.Of(record), record.Hlc, row.GetInt64(9));
        }

        return head;
    }
}
