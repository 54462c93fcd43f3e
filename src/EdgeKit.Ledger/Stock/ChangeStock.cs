using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Stock;

/// <summary>Records goods that arrived at the stall, or that were counted there.</summary>
internal sealed class ChangeStock(IdempotencyKey key, string sku, StockChange change, bool counted) : KeyedCommand(key)
{
    protected override CommandResult DecideFirst(LedgerBatch batch)
    {
        var seq = batch.NextSeq;
        var before = batch.State.Stock.GetValueOrDefault(sku);
        var (after, difference, surplus) = counted
            ? StockRules.Count(before, change.Quantity)
            : (before with { Received = before.Received + change.Quantity }, change.Quantity, 0);
        var body = counted
            ? JsonSerializer.SerializeToUtf8Bytes(
                new StockCountedBody(sku, change.Quantity, (int)difference, change.Reason, change.By), ContractsJson.Default.StockCountedBody)
            : JsonSerializer.SerializeToUtf8Bytes(
                new StockReceivedBody(sku, change.Quantity, change.Reason, change.By), ContractsJson.Default.StockReceivedBody);

        batch.SetStock(sku, after);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new StockChanged(seq, batch.State.StockOf(sku).Level(batch.IsFrozen), surplus), ContractsJson.Default.StockChanged);
        batch.Append(counted ? RecordTypes.StockCounted : RecordTypes.StockReceived, body, Key, answer);
        return new CommandResult.Accepted(200, answer, Location: null);
    }
}
