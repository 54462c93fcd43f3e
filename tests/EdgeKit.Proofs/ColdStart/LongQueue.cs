using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Proofs.ColdStart;

/// <summary>Fills a ledger with orders through the ledger's own code, many to a transaction: what a kit has after a long outage.</summary>
internal static class LongQueue
{
    private const int AtOnce = 5_000;

    /// <summary>Adds <paramref name="orders"/> to the ledger in <paramref name="dataDirectory"/>.</summary>
    public static void Fill(string dataDirectory, IReadOnlyList<CatalogImportItem> items, int orders, CancellationToken cancellationToken)
    {
        var boot = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var (store, state) = LedgerStore.Open(dataDirectory, boot, boot, "cloud");
        using (store)
        {
            for (var done = 0; done < orders;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var now = new RecordedAt(boot, done, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), ClockState.Ntp);
                var batch = new LedgerBatch(store, state, now, isFrozen: false);
                store.Begin();
                for (var until = Math.Min(orders, done + AtOnce); done < until; done++)
                {
                    Append(batch, items[done % items.Count], items[(done + 1) % items.Count]);
                }

                batch.Commit();
                store.Checkpoint();
            }
        }
    }

    private static void Append(LedgerBatch batch, CatalogImportItem one, CatalogImportItem other)
    {
        var seq = batch.NextSeq;
        var orderId = OrderIds.Of(batch.State.Incarnation, seq);
        var receipt = string.Create(CultureInfo.InvariantCulture, $"17-{seq:0000}");
        var total = new Money(one.Price.Amount + other.Price.Amount, one.Price.Currency);
        OrderLine[] lines = [new(one.Sku, one.Name, 1, one.Price, one.TaxRate), new(other.Sku, other.Name, 1, other.Price, other.TaxRate)];
        var body = new OrderAcceptedBody(orderId, receipt, OrderStatus.Paid, lines, total, new Payment(PaymentMethod.Cash));
        var promise = new Promise(PromiseState.Queued, "On the kit, and queued for the cloud.", Ahead: seq - 1);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new OrderReceipt(orderId, receipt, seq, total, OrderStatus.Paid, promise), ContractsJson.Default.OrderReceipt);
        var key = new IdempotencyKey(unchecked(seq * (long)0x9E3779B97F4A7C15), (UInt128)seq);
        batch.Append(RecordTypes.OrderAccepted, JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.OrderAcceptedBody), key, answer);
        foreach (var line in lines)
        {
            var counters = batch.State.Stock[line.Sku];
            batch.SetStock(line.Sku, counters with { Consumed = counters.Consumed + line.Quantity });
        }
    }
}
