using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Rights;

/// <summary>Writes down what is left of the selling time. A limit that changed meanwhile has its own row by then and stays as it is.</summary>
internal sealed class KeepSellingTime(TimeSpan left) : LedgerCommand<bool>
{
    protected override bool DecideResult(LedgerBatch batch)
    {
        if (SellingTable.Find(batch.Store) is not var (limit, _))
        {
            return false;
        }

        SellingTable.Put(batch, limit, left < limit ? left : limit);
        return true;
    }
}
