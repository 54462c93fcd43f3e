using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Rights;

/// <summary>Takes what the cloud granted and gives back what it asks for. Where it says nothing new, nothing is written.</summary>
internal sealed class ApplyRights(IReadOnlyList<StockRight> rights, TimeSpan? sellFor) : LedgerCommand<bool>
{
    protected override bool DecideResult(LedgerBatch batch)
    {
        foreach (var right in rights)
        {
            Apply(batch, right);
        }

        var limit = SellingTable.Find(batch.Store)?.Limit;
        if (sellFor is { } allowed && allowed != limit)
        {
            SellingTable.Put(batch, allowed, allowed);
        }
        else if (sellFor is null && limit is not null)
        {
            SellingTable.Delete(batch);
        }

        return true;
    }

    private static void Apply(LedgerBatch batch, StockRight right)
    {
        var before = batch.State.Stock.GetValueOrDefault(right.Sku);
        var after = StockRules.Grant(before, right.Granted);
        if (after.Granted > before.Granted)
        {
            batch.Append(
                RecordTypes.GrantAcknowledged,
                JsonSerializer.SerializeToUtf8Bytes(new GrantAcknowledgedBody(right.Sku, after.Granted), ContractsJson.Default.GrantAcknowledgedBody));
        }

        if (StockRules.GiveBack(batch.State.StockOf(right.Sku) with { Counters = after }, right.ReturnTo) is > 0 and var back)
        {
            after = after with { Returned = after.Returned + back };
            batch.Append(
                RecordTypes.GrantReturned,
                JsonSerializer.SerializeToUtf8Bytes(new GrantReturnedBody(right.Sku, back, after.Returned), ContractsJson.Default.GrantReturnedBody));
        }

        if (after != before)
        {
            batch.SetStock(right.Sku, after);
        }
    }
}
