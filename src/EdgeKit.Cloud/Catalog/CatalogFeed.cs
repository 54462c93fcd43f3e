using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Cloud.Catalog;

/// <summary>
/// The catalogue as it goes down to the kits. Every answer to a kit says which is the latest, so that is read from the store once a second at
/// most; what this receiver publishes itself shows at once.
/// </summary>
internal sealed class CatalogFeed(IStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _looking = new(1);
    private long _lookedAt;
    private CatalogHead? _head;
    private CatalogSnapshot? _snapshot;
    private TaskCompletionSource _changed = NewBell();

    /// <summary>Ends when another catalogue was published.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Publishes a catalogue.</summary>
    public async Task<CatalogHead> PublishAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            var head = await store.WriteAsync(session => CatalogTable.PublishAsync(session, snapshot, time.GetUtcNow()), cancellationToken);
            Show(head);
            return head;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>The latest catalogue; null if none was ever published.</summary>
    public async Task<CatalogSnapshot?> SnapshotAsync(CancellationToken cancellationToken)
    {
        while (await HeadAsync(cancellationToken) is { N: > 0 } head)
        {
            if (Volatile.Read(ref _snapshot) is { } known && known.Version == head.Version)
            {
                return known;
            }

            var found = await store.ReadAsync(session => CatalogTable.SnapshotAsync(session, head), cancellationToken);
            if (found is not null)
            {
                Volatile.Write(ref _snapshot, found);
                return found;
            }

            // Another was published in between.
            Volatile.Write(ref _head, null);
        }

        return null;
    }

    /// <summary>What leads from where a kit stands to the latest, and where it stands then.</summary>
    /// <param name="since">The cursor of the catalogue that the kit has.</param>
    /// <param name="head">The latest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(string Next, IReadOnlyList<DownEntry> Entries)> EntriesAsync(string since, CatalogHead head, CancellationToken cancellationToken)
    {
        if (head.N == 0)
        {
            return ("", []);
        }

        if (CatalogHead.Parse(since) is { } from && from.N < head.N)
        {
            var deltas = await store.ReadAsync(
                async session => await CatalogTable.VersionAsync(session, from.N) == from.Version
                    ? await CatalogTable.DeltasAsync(session, from.N, head.N)
                    : null,
                cancellationToken);
            if (deltas is not null)
            {
                return (head.Cursor, [.. deltas.Select(static delta => new DownEntry("catalog.delta", Delta: delta))]);
            }
        }

        // The snapshot may be newer than the head was; its cursor is then the newer one, too.
        var snapshot = await SnapshotAsync(cancellationToken);
        var now = await HeadAsync(cancellationToken);
        return snapshot is null || snapshot.Version != now.Version
            ? (since, [])
            : (now.Cursor, [new DownEntry("catalog.snapshot", Snapshot: snapshot)]);
    }

    /// <summary>Which is the latest.</summary>
    public async Task<CatalogHead> HeadAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
        {
            return known;
        }

        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } meanwhile)
            {
                return meanwhile;
            }

            var head = await store.ReadAsync(CatalogTable.HeadAsync, cancellationToken);
            Show(head);
            return head;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _looking.Dispose();

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CatalogHead? Fresh() =>
        Volatile.Read(ref _head) is { } head && time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookAgain ? head : null;

    private void Show(CatalogHead head)
    {
        var before = Volatile.Read(ref _head);
        Volatile.Write(ref _lookedAt, time.GetTimestamp());
        Volatile.Write(ref _head, head);
        if (before != head)
        {
            Interlocked.Exchange(ref _changed, NewBell()).TrySetResult();
        }
    }
}
