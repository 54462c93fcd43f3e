using System.Security.Cryptography;
using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Shop;

/// <summary>Sells from the pool, and takes goods into it: each in one transaction with its key.</summary>
internal sealed class ShopCounter(IStore store, TimeProvider time)
{
    /// <summary>Sells to the shop.</summary>
    public Task<ShopResult> SellAsync(KeyedRequest request, ShopOrderSubmission submission, CancellationToken cancellationToken) =>
        OnceAsync(request, session => SellAsync(session, submission), cancellationToken);

    /// <summary>Takes goods into the pool.</summary>
    /// <param name="request">Null when the caller gave no key, and so answers for repetitions itself.</param>
    /// <param name="sku">Which item.</param>
    /// <param name="quantity">How many arrived.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<ShopResult> ReceiveAsync(KeyedRequest? request, string sku, int quantity, CancellationToken cancellationToken) =>
        OnceAsync(
            request,
            async session => new ShopResult.Sold(
                JsonSerializer.SerializeToUtf8Bytes(await PoolTable.ReceiveAsync(session, sku, quantity), CloudJson.Default.PoolChanged), Replayed: false),
            cancellationToken);

    private Task<ShopResult> OnceAsync(KeyedRequest? request, Func<Session, Task<ShopResult>> work, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async session =>
            {
                if (request is not var (scope, key, hash))
                {
                    return await work(session);
                }

                if (!await AnswerTable.TakeAsync(session, scope, key, hash, time.GetUtcNow()))
                {
                    var (first, answer) = await AnswerTable.FindAsync(session, scope, key);
                    return CryptographicOperations.FixedTimeEquals(first, hash) ? new ShopResult.Sold(answer, Replayed: true) : new ShopResult.KeyReused();
                }

                var result = await work(session);
                await (result is ShopResult.Sold sold
                    ? AnswerTable.KeepAsync(session, scope, key, sold.Answer)
                    : AnswerTable.GiveBackAsync(session, scope, key));
                return result;
            },
            cancellationToken);

    private async Task<ShopResult> SellAsync(Session session, ShopOrderSubmission submission)
    {
        var wanted = ShopRules.BySku(submission.Lines);
        var tooFew = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (sku, quantity) in wanted)
        {
            var available = await PoolTable.LockAsync(session, sku);
            if (available < quantity)
            {
                tooFew[sku] = Math.Max(0, available);
            }
        }

        if (tooFew.Count > 0)
        {
            return new ShopResult.OutOfStock(tooFew);
        }

        foreach (var (sku, quantity) in wanted)
        {
            await PoolTable.SellAsync(session, sku, quantity);
        }

        var now = time.GetUtcNow();
        var receipt = new ShopOrderReceipt(Guid.CreateVersion7(now), wanted, now, submission.Reference);
        await KeepAsync(session, receipt);
        return new ShopResult.Sold(JsonSerializer.SerializeToUtf8Bytes(receipt, CloudJson.Default.ShopOrderReceipt), Replayed: false);
    }

    private static Task<int> KeepAsync(Session session, ShopOrderReceipt receipt) =>
        session.ExecuteAsync(
            "INSERT INTO shop_orders (id, lines, reference, accepted_ms) VALUES (@id, @lines, @reference, @now)",
            ("@id", receipt.OrderId.ToString("D")),
            ("@lines", JsonSerializer.SerializeToUtf8Bytes(receipt.Lines, CloudJson.Default.IReadOnlyListSkuQuantity)),
            ("@reference", receipt.Reference),
            ("@now", receipt.AcceptedAt.ToUnixTimeMilliseconds()));
}
