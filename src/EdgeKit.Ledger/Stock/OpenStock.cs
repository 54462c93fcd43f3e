using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>Records the opening count of SKUs that the kit never had stock of.</summary>
internal sealed class OpenStock(IReadOnlyList<SkuQuantity> counts) : LedgerCommand<int>
{
    protected override int DecideResult(LedgerBatch batch)
    {
        var opened = 0;
        foreach (var (sku, quantity) in counts)
        {
            if (quantity <= 0 || batch.State.Stock.ContainsKey(sku))
            {
                continue;
            }

            var body = new StockReceivedBody(sku, quantity, "opening count", "catalogue import");
            batch.SetStock(sku, new StockCounters { Received = quantity });
            batch.Append(RecordTypes.StockReceived, JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.StockReceivedBody));
            opened++;
        }

        return opened;
    }
}
