using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Retention;

/// <summary>
/// Notes how far the cloud is at this uptime, and deletes records that it has confirmed for longer than they are kept. Uptime, not
/// wall time: a clock that jumps must delete nothing.
/// </summary>
internal sealed class CompactLog(long uptimeSeconds, long keepSeconds, int keepRecords) : LedgerCommand<int>
{
    /// <summary>So that a compaction shares the disk with orders.</summary>
    public const int MostAtOnce = 500;

    /// <summary>Start-up verifies these.</summary>
    private const int AlwaysKept = 64;

    protected override int DecideResult(LedgerBatch batch)
    {
        if (batch.State.Head.Seq < batch.State.Oldest)
        {
            // Nothing grows old in an empty log: the card is left alone.
            return 0;
        }

        batch.HasOtherWrites = true;
        var uptime = Add(batch, uptimeSeconds);
        Run(batch, "DELETE FROM confirmations WHERE ack > $a OR uptime > $b", batch.State.Acknowledged, uptime);
        Run(batch, "INSERT OR REPLACE INTO confirmations(uptime, ack) VALUES($a, $b)", uptime, batch.State.Acknowledged);

        var confirmed = Long(batch, "SELECT max(ack) FROM confirmations WHERE uptime <= $a", uptime - keepSeconds);
        var last = Math.Min(confirmed, batch.State.Head.Seq - Math.Max(keepRecords, AlwaysKept));
        last = Math.Min(last, batch.State.Oldest - 1 + MostAtOnce);
        if (last < batch.State.Oldest)
        {
            return 0;
        }

        Run(batch, "DELETE FROM log WHERE seq <= $a", last);
        Run(batch, "DELETE FROM order_state WHERE seq <= $a", last);
        Run(batch, "DELETE FROM confirmations WHERE ack < $a", last);
        Run(batch, "UPDATE kit SET first = $a", last + 1);
        var deleted = (int)(last + 1 - batch.State.Oldest);
        batch.State.Oldest = last + 1;
        return deleted;
    }

    private static long Add(LedgerBatch batch, long seconds)
    {
        using var command = batch.Store.Prepare("UPDATE kit SET uptime = uptime + $a RETURNING uptime", "$a");
        command.Parameters[0].Value = seconds;
        return (long)command.ExecuteScalar()!;
    }

    private static long Long(LedgerBatch batch, string sql, long value)
    {
        using var command = batch.Store.Prepare(sql, "$a");
        command.Parameters[0].Value = value;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    private static void Run(LedgerBatch batch, string sql, params long[] values)
    {
        using var command = batch.Store.Prepare(sql, values.Length == 2 ? ["$a", "$b"] : ["$a"]);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
