using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>What people and shop systems say of the central stock: goods came, or were counted. Each in one transaction with who said so.</summary>
internal sealed class StockDesk(KeyedWriter writer, AllocationBell bell, TimeProvider time)
{
    /// <summary>Takes goods into the pool.</summary>
    public async Task<StockResult> ReceiveAsync(KeyedRequest? request, string sku, PoolReceipt receipt, CancellationToken cancellationToken)
    {
        var result = await writer.OnceAsync(
            request,
            async session =>
            {
                var changed = await PoolTable.ReceiveAsync(session, sku, receipt.Quantity);
                await JournalTable.AddAsync(session, time.GetUtcNow(), Act.Received, sku, log: null, receipt.Quantity, receipt.Reason, receipt.By);
                return KeyedWriter.Done(changed, CloudJson.Default.PoolChanged);
            },
            cancellationToken);
        bell.Ring([sku]);
        return result;
    }

    /// <summary>Makes the pool what was counted.</summary>
    public async Task<StockResult> CountAsync(KeyedRequest? request, string sku, StockCount count, CancellationToken cancellationToken)
    {
        var result = await writer.OnceAsync(request, session => CountAsync(session, sku, count), cancellationToken);
        bell.Ring([sku]);
        return result;
    }

    private async Task<StockResult> CountAsync(Session session, string sku, StockCount count)
    {
        var counted = await PoolTable.CountAsync(session, sku, count.Quantity);
        await JournalTable.AddAsync(session, time.GetUtcNow(), Act.Counted, sku, log: null, count.Quantity, count.Reason, count.By);
        return KeyedWriter.Done(counted, CloudJson.Default.PoolCounted);
    }
}
