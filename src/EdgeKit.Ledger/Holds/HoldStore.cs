using System.Text.Json;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Log;
using Microsoft.Data.Sqlite;

namespace EdgeKit.Ledger.Holds;

/// <summary>The writer's statements for holds. Times are in units of 100 ns, so that what is read again is what was written.</summary>
internal sealed class HoldStore(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _put = connection.Prepare(
        """
        INSERT OR REPLACE INTO holds(id, cart, lines, state, deadline, device, ended)
        VALUES($id, $cart, $lines, $state, $deadline, $device, $ended)
        """,
        "$id", "$cart", "$lines", "$state", "$deadline", "$device", "$ended");

    private readonly SqliteCommand _delete = connection.Prepare("DELETE FROM holds WHERE id = $id", "$id");

    private readonly SqliteCommand _putRunning = connection.Prepare(
        "INSERT OR REPLACE INTO running(id, boot, shift, now) VALUES(1, $boot, $shift, $now)", "$boot", "$shift", "$now");

    /// <summary>Reads what the writer must know at start.</summary>
    public void ReadInto(HoldBook book)
    {
        using var holds = connection.Prepare("SELECT id, cart, lines, state, deadline, device, ended FROM holds");
        using var row = holds.ExecuteReader();
        while (row.Read())
        {
            book.Put(new Hold(
                new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true),
                row.GetString(1),
                JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(2), LedgerJson.Default.IReadOnlyListSkuQuantity)!,
                (HoldState)row.GetInt32(3),
                TimeSpan.FromTicks(row.GetInt64(4)),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetInt64(6)));
        }

        using var running = connection.Prepare("SELECT boot, shift, now FROM running");
        using var saved = running.ExecuteReader();
        if (saved.Read())
        {
            book.Saved = new RunningTime(saved.GetInt64(0), TimeSpan.FromTicks(saved.GetInt64(1)), TimeSpan.FromTicks(saved.GetInt64(2)));
        }
    }

    public void Put(Hold hold)
    {
        var values = _put.Parameters;
        values[0].Value = hold.Id.ToByteArray(bigEndian: true);
        values[1].Value = hold.Cart;
        values[2].Value = JsonSerializer.SerializeToUtf8Bytes(hold.Lines, LedgerJson.Default.IReadOnlyListSkuQuantity);
        values[3].Value = (long)hold.State;
        values[4].Value = hold.Deadline.Ticks;
        values[5].Value = (object?)hold.Device ?? DBNull.Value;
        values[6].Value = hold.Ended;
        _put.ExecuteNonQuery();
    }

    public void Delete(Guid id)
    {
        _delete.Parameters[0].Value = id.ToByteArray(bigEndian: true);
        _delete.ExecuteNonQuery();
    }

    public void PutRunning(RunningTime running)
    {
        _putRunning.Parameters[0].Value = running.Boot;
        _putRunning.Parameters[1].Value = running.Offset.Ticks;
        _putRunning.Parameters[2].Value = running.Now.Ticks;
        _putRunning.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
        _putRunning.Dispose();
    }
}
