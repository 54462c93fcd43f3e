using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Stock;

namespace EdgeKit.Ledger.Tests.Stock;

/// <summary>The counters that follow from a log, told by nobody but the log: what the cloud, or whoever else reads it, can know of a kit.</summary>
internal static class StockReplay
{
    public static IReadOnlyDictionary<string, StockCounters> Of(IEnumerable<LogRecord> records)
    {
        var stock = new Dictionary<string, StockCounters>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            Apply(stock, record);
        }

        return stock;
    }

    private static void Apply(Dictionary<string, StockCounters> stock, LogRecord record)
    {
        var body = record.Body.Span;
        switch (record.Type)
        {
            case RecordTypes.OrderAccepted:
                foreach (var line in JsonSerializer.Deserialize(body, ContractsJson.Default.OrderAcceptedBody)!.Lines)
                {
                    Change(line.Sku, counters => counters with { Consumed = counters.Consumed + line.Quantity });
                }

                break;
            case RecordTypes.OrderVoided or RecordTypes.OrderRefunded:
                var taken = JsonSerializer.Deserialize(body, ContractsJson.Default.OrderTakenBackBody)!;
                foreach (var line in taken.Lines.Where(_ => taken.Restock))
                {
                    Change(line.Sku, counters => counters with { PutBack = counters.PutBack + line.Quantity });
                }

                break;
            case RecordTypes.StockReceived:
                var received = JsonSerializer.Deserialize(body, ContractsJson.Default.StockReceivedBody)!;
                Change(received.Sku, counters => counters with { Received = counters.Received + received.Quantity });
                break;
            case RecordTypes.StockCounted:
                var counted = JsonSerializer.Deserialize(body, ContractsJson.Default.StockCountedBody)!;
                Change(counted.Sku, counters => counters with
                {
                    Received = counters.Received + Math.Max(0, counted.Difference),
                    Short = counters.Short + Math.Max(0, -counted.Difference),
                });
                break;
            case RecordTypes.GrantAcknowledged:
                var granted = JsonSerializer.Deserialize(body, ContractsJson.Default.GrantAcknowledgedBody)!;
                Change(granted.Sku, counters => counters with { Granted = Math.Max(counters.Granted, granted.Granted) });
                break;
            case RecordTypes.GrantReturned:
                var returned = JsonSerializer.Deserialize(body, ContractsJson.Default.GrantReturnedBody)!;
                Change(returned.Sku, counters =>
                {
                    Assert.Equal(counters.Returned + returned.Quantity, returned.Returned);
                    return counters with { Returned = returned.Returned };
                });
                break;
            case RecordTypes.TransferOut:
                var given = JsonSerializer.Deserialize(body, ContractsJson.Default.TransferOutBody)!;
                Change(given.Sku, counters => counters with { TransferredOut = counters.TransferredOut + given.Quantity });
                break;
            case RecordTypes.TransferIn:
                var come = JsonSerializer.Deserialize(body, ContractsJson.Default.TransferInBody)!;
                Change(come.Sku, counters => counters with { TransferredIn = counters.TransferredIn + come.Quantity });
                break;
            default:
                break;
        }

        void Change(string sku, Func<StockCounters, StockCounters> change) => stock[sku] = change(stock.GetValueOrDefault(sku));
    }
}
