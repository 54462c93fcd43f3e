using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Grants;

/// <summary>
/// Brings the rights to where they are most likely to be sold. What is to change is first worked out beside the others, who are not
/// kept waiting; what changes is worked out again in the transaction that has the SKU's pool to itself. So any number of receivers may
/// do this at once.
/// </summary>
internal sealed partial class Allocator(IStore store, RightsNews news, TimeProvider time, ILogger<Allocator> logger)
{
    private const int SkusAtOnce = 200;

    /// <summary>Looks at some SKUs, or at all that kits sell.</summary>
    /// <param name="skus">Null for all.</param>
    /// <param name="cancellationToken">Ends between two of them.</param>
    /// <returns>Of how many SKUs rights changed.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<string>? skus, CancellationToken cancellationToken)
    {
        var changed = 0;
        await foreach (var chunk in ChunksAsync(skus, cancellationToken))
        {
            var now = time.GetUtcNow();
            var states = await store.ReadAsync(session => AllocationTable.ReadAsync(session, chunk, now), cancellationToken);
            foreach (var (sku, state) in states)
            {
                if (state.Decide(now).Count > 0)
                {
                    changed += await store.WriteAsync(session => ChangeAsync(session, sku, now), cancellationToken) ? 1 : 0;
                }
            }

            // Kits hear of each part as soon as it is done.
            if (changed > 0)
            {
                await news.LookAsync(cancellationToken);
            }
        }

        return changed;
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> ChunksAsync(
        IReadOnlyCollection<string>? skus, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (skus is not null)
        {
            foreach (var chunk in skus.Chunk(SkusAtOnce))
            {
                yield return chunk;
            }

            yield break;
        }

        var after = "";
        while (await store.ReadAsync(session => AllocationTable.SkusAsync(session, after, SkusAtOnce), cancellationToken) is { Count: > 0 } page)
        {
            yield return page;
            after = page[^1];
        }
    }

    private async Task<bool> ChangeAsync(Session session, string sku, DateTimeOffset now)
    {
        await PoolTable.LockAsync(session, sku);
        var states = await AllocationTable.ReadAsync(session, [sku], now);
        if (!states.TryGetValue(sku, out var state) || state.Decide(now) is not { Count: > 0 } changes)
        {
            return false;
        }

        var version = await RightsTable.TakeVersionAsync(session, now);
        var grants = changes.Where(static change => change.Share.Grant > 0).Select(static change => (change.Share.Log, change.Share.Grant)).ToList();
        if (grants.Count > 0)
        {
            await RightsTable.GrantAsync(session, sku, [.. grants.OrderBy(static grant => grant.Log)], version);
        }

        foreach (var (kit, share) in changes.Where(static change => change.Share.Recall > 0).OrderBy(static change => change.Share.Log))
        {
            await RightsTable.AskBackAsync(session, sku, share.Log, kit.Returned + share.Recall, version);
        }

        LogChanged(sku, grants.Sum(static grant => grant.Grant), grants.Count, changes.Count - grants.Count);
        return true;
    }

    [LoggerMessage(20020, LogLevel.Debug, "{Sku}: granted {Quantity} to {Kits} kits, asked {Others} to give back")]
    private partial void LogChanged(string sku, long quantity, int kits, int others);
}
