using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Transfers;

/// <summary>
/// What both kits remember of a transfer, so that it has one effect at each. Bounded, and yet no repetition can give twice: a receiver begins no
/// transfer with a donor while one that it began <see cref="Window"/> earlier is unanswered, so a donor that has <see cref="Kept"/> newer
/// requests of that log in its table will not be asked for an older one again. Neither depends on a clock.
/// </summary>
internal static class TransferTable
{
    /// <summary>How far the requests to one donor may run ahead of the oldest that is unanswered.</summary>
    public const int Window = 1024;

    /// <summary>Rows that stay of each direction and other log; more than the window, since a donor's rows include those whose answers were lost.</summary>
    public const int Kept = 4096;

    /// <summary>Requests that may be unanswered at once.</summary>
    public const int MostPending = 256;

    private const string Columns = "id, direction, sku, asked, quantity, kit, incarnation, state, seq";

    public static TransferRow? Find(LedgerStore store, Guid id, TransferDirection direction)
    {
        using var find = store.Prepare($"SELECT {Columns} FROM transfers WHERE id = $id AND direction = $direction", "$id", "$direction");
        find.Parameters[0].Value = Bytes(id);
        find.Parameters[1].Value = (long)direction;
        using var row = find.ExecuteReader();
        return row.Read() ? Read(row) : null;
    }

    /// <summary>Adds a transfer, and now and then deletes what nobody can ask for any more.</summary>
    public static void Add(LedgerBatch batch, TransferRow added)
    {
        using var insert = batch.Store.Prepare(
            $"INSERT INTO transfers({Columns}) VALUES($id, $direction, $sku, $asked, $quantity, $kit, $incarnation, $state, $seq) RETURNING number",
            "$id", "$direction", "$sku", "$asked", "$quantity", "$kit", "$incarnation", "$state", "$seq");
        var values = insert.Parameters;
        values[0].Value = Bytes(added.Id);
        values[1].Value = (long)added.Direction;
        values[2].Value = added.Sku;
        values[3].Value = added.Asked;
        values[4].Value = added.Quantity;
        values[5].Value = added.Kit;
        values[6].Value = Bytes(added.Incarnation);
        values[7].Value = (long)added.State;
        values[8].Value = added.Seq;
        var number = (long)insert.ExecuteScalar()!;
        batch.HasOtherWrites = true;
        if (number % 64 == 0)
        {
            Prune(batch, added.Direction, added.Incarnation);
        }
    }

    /// <summary>Ends a transfer that was begun here.</summary>
    public static void End(LedgerBatch batch, Guid id, TransferState state, long quantity, long seq)
    {
        using var update = batch.Store.Prepare(
            "UPDATE transfers SET state = $state, quantity = $quantity, seq = $seq WHERE id = $id AND direction = 1", "$state", "$quantity", "$seq", "$id");
        update.Parameters[0].Value = (long)state;
        update.Parameters[1].Value = quantity;
        update.Parameters[2].Value = seq;
        update.Parameters[3].Value = Bytes(id);
        update.ExecuteNonQuery();
        batch.HasOtherWrites = true;
    }

    /// <summary>Transfers that were begun here and are not answered, oldest first.</summary>
    public static List<TransferRow> ReadPending(SqliteConnection connection)
    {
        using var find = connection.Prepare($"SELECT {Columns} FROM transfers WHERE direction = 1 AND state = 0 ORDER BY number");
        using var row = find.ExecuteReader();
        var pending = new List<TransferRow>();
        while (row.Read())
        {
            pending.Add(Read(row));
        }

        return pending;
    }

    /// <summary>How many are not answered in all, and how many were begun with <paramref name="donor"/> since the oldest that it has not answered.</summary>
    public static (long Pending, long Ahead) CountPending(LedgerStore store, Guid donor)
    {
        using var pending = store.Prepare("SELECT count(*) FROM transfers WHERE direction = 1 AND state = 0");
        using var ahead = store.Prepare(
            """
            SELECT count(*) FROM transfers WHERE direction = 1 AND incarnation = $donor AND number >=
                (SELECT min(number) FROM transfers WHERE direction = 1 AND state = 0 AND incarnation = $donor)
            """,
            "$donor");
        ahead.Parameters[0].Value = Bytes(donor);
        return ((long)pending.ExecuteScalar()!, (long)ahead.ExecuteScalar()!);
    }

    /// <summary>Deletes finished rows beyond those that stay; what a donor gave only once the cloud has the record.</summary>
    private static void Prune(LedgerBatch batch, TransferDirection direction, Guid incarnation)
    {
        using var delete = batch.Store.Prepare(
            """
            DELETE FROM transfers WHERE direction = $direction AND incarnation = $incarnation AND state <> 0 AND (direction = 1 OR seq <= $acknowledged)
                AND number <= (SELECT number FROM transfers WHERE direction = $direction AND incarnation = $incarnation ORDER BY number DESC LIMIT 1 OFFSET $kept)
            """,
            "$direction", "$incarnation", "$acknowledged", "$kept");
        delete.Parameters[0].Value = (long)direction;
        delete.Parameters[1].Value = Bytes(incarnation);
        delete.Parameters[2].Value = batch.State.Acknowledged;
        delete.Parameters[3].Value = (long)Kept;
        delete.ExecuteNonQuery();
    }

    private static TransferRow Read(SqliteDataReader row) => new(
        new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true),
        (TransferDirection)row.GetInt32(1),
        row.GetString(2),
        row.GetInt64(3),
        row.GetInt64(4),
        row.GetString(5),
        new Guid(row.GetFieldValue<byte[]>(6), bigEndian: true),
        (TransferState)row.GetInt32(7),
        row.GetInt64(8));

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
