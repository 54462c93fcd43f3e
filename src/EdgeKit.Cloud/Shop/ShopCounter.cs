using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Shop;

/// <summary>Sells from the pool, in one transaction with the key, and notes what was asked for.</summary>
internal sealed class ShopCounter(KeyedWriter writer, AllocationBell bell, TimeProvider time)
{
    /// <summary>Sells to the shop.</summary>
    public async Task<StockResult> SellAsync(KeyedRequest request, ShopOrderSubmission submission, CancellationToken cancellationToken)
    {
        var wanted = ShopRules.BySku(submission.Lines);
        var result = await writer.OnceAsync(request, session => SellAsync(session, wanted, submission.Reference), cancellationToken);
        if (result is StockResult.Done { Replayed: false } or StockResult.OutOfStock)
        {
            bell.Ring([.. wanted.Select(static line => line.Sku)]);
        }

        return result;
    }

    private async Task<StockResult> SellAsync(Session session, IReadOnlyList<SkuQuantity> wanted, string? reference)
    {
        var now = time.GetUtcNow();
        var tooFew = new Dictionary<string, long>(StringComparer.Ordinal);
        var known = new List<(SkuQuantity Line, long Missing)>();
        foreach (var line in wanted)
        {
            var available = await PoolTable.LockAsync(session, line.Sku);
            if (available is { } some)
            {
                known.Add((line, Math.Max(0, line.Quantity - Math.Max(0, some))));
            }

            if ((available ?? 0) < line.Quantity)
            {
                tooFew[line.Sku] = Math.Max(0, available ?? 0);
            }
        }

        await DemandTable.AskShopAsync(session, known, now);
        if (tooFew.Count > 0)
        {
            return new StockResult.OutOfStock(tooFew);
        }

        foreach (var (sku, quantity) in wanted)
        {
            await PoolTable.SellAsync(session, sku, quantity);
        }

        var receipt = new ShopOrderReceipt(Guid.CreateVersion7(now), wanted, now, reference);
        await KeepAsync(session, receipt);
        return KeyedWriter.Done(receipt, CloudJson.Default.ShopOrderReceipt);
    }

    private static Task<int> KeepAsync(Session session, ShopOrderReceipt receipt) =>
        session.ExecuteAsync(
            "INSERT INTO shop_orders (id, lines, reference, accepted_ms) VALUES (@id, @lines, @reference, @now)",
            ("@id", receipt.OrderId.ToString("D")),
            ("@lines", JsonSerializer.SerializeToUtf8Bytes(receipt.Lines, CloudJson.Default.IReadOnlyListSkuQuantity)),
            ("@reference", receipt.Reference),
            ("@now", receipt.AcceptedAt.ToUnixTimeMilliseconds()));
}
