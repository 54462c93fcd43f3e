using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Rights;

/// <summary>The row that carries the limit of the selling time over a restart, in whole seconds.</summary>
internal static class SellingTable
{
    /// <summary>The limit and what was left of it; null without a limit.</summary>
    public static (TimeSpan Limit, TimeSpan Left)? Find(LedgerStore store)
    {
        using var find = store.Prepare("SELECT seconds, remaining FROM selling");
        using var row = find.ExecuteReader();
        return row.Read() ? (TimeSpan.FromSeconds(row.GetInt64(0)), TimeSpan.FromSeconds(row.GetInt64(1))) : null;
    }

    public static void Put(LedgerBatch batch, TimeSpan limit, TimeSpan left)
    {
        using var put = batch.Store.Prepare("INSERT OR REPLACE INTO selling(id, seconds, remaining) VALUES(1, $seconds, $remaining)", "$seconds", "$remaining");
        put.Parameters[0].Value = (long)limit.TotalSeconds;
        put.Parameters[1].Value = (long)left.TotalSeconds;
        put.ExecuteNonQuery();
        batch.HasOtherWrites = true;
    }

    public static void Delete(LedgerBatch batch)
    {
        using var delete = batch.Store.Prepare("DELETE FROM selling");
        delete.ExecuteNonQuery();
        batch.HasOtherWrites = true;
    }
}
