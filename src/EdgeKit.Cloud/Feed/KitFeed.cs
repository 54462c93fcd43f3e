using EdgeKit.Cloud.Catalog;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Cloud.Feed;

/// <summary>What goes down to one kit: the catalogue, which all have in common, and the selling rights of its log.</summary>
internal sealed class KitFeed(CatalogFeed catalog, RightsNews rights, IStore store, CloudOptions options, TimeProvider time)
{
    private const int MostWaiting = 10_000;
    private const int MostRights = 2_000;

    /// <summary>How long to trust that nothing came: another receiver on the same database does not ring here.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private int _waiting;

    /// <summary>Where the feed of a log stands.</summary>
    public async Task<string> CursorAsync(string kit, Guid incarnation, CancellationToken cancellationToken) =>
        new FeedCursor(
            (await catalog.HeadAsync(cancellationToken)).Cursor,
            await rights.HeadAsync(kit, incarnation, cancellationToken),
            options.SellForSeconds).ToString();

    /// <summary>What a kit that stands at <paramref name="since"/> has to hear; waits for something up to <paramref name="wait"/>.</summary>
    /// <param name="kit">Which kit.</param>
    /// <param name="incarnation">Its log; null for one that is told of no rights.</param>
    /// <param name="since">The cursor of the last answer.</param>
    /// <param name="wait">For how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null if too many wait already.</returns>
    public async Task<DownFeed?> ReadAsync(string kit, Guid? incarnation, string since, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) <= MostWaiting ? await WaitAsync(kit, incarnation, since, wait, cancellationToken) : null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits until the feed of a log stands elsewhere than <paramref name="known"/>.</summary>
    /// <returns>Where it stands now.</returns>
    public async Task<string> MovedAsync(string kit, Guid incarnation, string known, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Task.WhenAny(catalog.Changed, rights.Changed);
            var now = await CursorAsync(kit, incarnation, cancellationToken);
            if (now != known)
            {
                return now;
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(LookAgain, time, enough.Token));
            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private bool SellsOtherwise(FeedCursor at) => at.Rights > 0 && options.SellForSeconds != at.SellForSeconds;

    private async Task<DownFeed> WaitAsync(string kit, Guid? incarnation, string since, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var at = FeedCursor.Parse(since);
        var looked = at.Rights;
        while (true)
        {
            var changed = Task.WhenAny(catalog.Changed, rights.Changed);
            var head = await catalog.HeadAsync(cancellationToken);
            var version = incarnation is { } log ? await rights.HeadAsync(kit, log, cancellationToken) : 0;
            if (head.Cursor != at.Catalog || version != looked || (version > 0 && SellsOtherwise(at)))
            {
                var answer = await AnswerAsync(kit, incarnation, at, version, head, cancellationToken);
                if (answer.Next != since || answer.Entries.Count > 0)
                {
                    return answer;
                }

                // A frozen log is told nothing of what was granted before.
                looked = version;
            }

            var left = wait - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
            {
                return new DownFeed(since, []);
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(left < LookAgain ? left : LookAgain, time, enough.Token));
            await enough.CancelAsync();
        }
    }

    private async Task<DownFeed> AnswerAsync(
        string kit, Guid? incarnation, FeedCursor at, long version, CatalogHead head, CancellationToken cancellationToken)
    {
        var (catalogNext, entries) = head.Cursor == at.Catalog ? (at.Catalog, []) : await catalog.EntriesAsync(at.Catalog, head, cancellationToken);
        if (incarnation is not { } log || version == 0)
        {
            return new DownFeed(new FeedCursor(catalogNext, 0, null).ToString(), entries);
        }

        // A kit that stands beyond what this cloud knows has seen what a cloud restored from a backup forgot: it is told all again.
        var from = version < at.Rights ? 0 : at.Rights;
        var changes = await store.ReadAsync(session => RightsTable.SinceAsync(session, kit, log, from, MostRights), cancellationToken);
        var next = new FeedCursor(catalogNext, changes.Count > 0 ? changes[^1].Version : at.Rights, options.SellForSeconds);
        return changes.Count > 0 || SellsOtherwise(at)
            ? new DownFeed(
                next.ToString(),
                [
                    .. entries,
                    new DownEntry(
                        "stock.rights", Rights: new StockRights(log, [.. changes.Select(static change => change.Right)], options.SellForSeconds)),
                ])
            : new DownFeed(new FeedCursor(catalogNext, at.Rights, at.SellForSeconds).ToString(), entries);
    }
}
