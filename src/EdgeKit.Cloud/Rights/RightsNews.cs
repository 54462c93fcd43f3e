using System.Collections.Concurrent;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Rights;

/// <summary>
/// How new each log's rights are, kept in memory, since every answer to a kit says it. The store is asked for what changed once a
/// second at most; what this receiver changes itself shows at once.
/// </summary>
internal sealed class RightsNews(IStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _looking = new(1);
    private readonly ConcurrentDictionary<(string Kit, Guid Incarnation), long> _heads = new();
    private long _seen;
    private long _lookedAt;
    private bool _looked;
    private TaskCompletionSource _changed = NewBell();

    /// <summary>Ends when some log's rights changed.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>The version of the last change to a log's rights; 0 for none.</summary>
    public async ValueTask<long> HeadAsync(string kit, Guid incarnation, CancellationToken cancellationToken)
    {
        if (!IsFresh())
        {
            await LookAsync(atOnce: false, cancellationToken);
        }

        return _heads.GetValueOrDefault((kit, incarnation));
    }

    /// <summary>Something was changed here: whoever waits for it hears at once.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => LookAsync(atOnce: true, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _looking.Dispose();

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsFresh() => Volatile.Read(ref _looked) && time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookAgain;

    private async Task LookAsync(bool atOnce, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (!atOnce && IsFresh())
            {
                return;
            }

            var changed = await store.ReadAsync(session => RightsTable.ChangedAsync(session, _seen), cancellationToken);
            foreach (var (kit, incarnation, version) in changed)
            {
                _heads[(kit, incarnation)] = version;
                _seen = Math.Max(_seen, version);
            }

            Volatile.Write(ref _lookedAt, time.GetTimestamp());
            Volatile.Write(ref _looked, true);
            if (changed.Count > 0)
            {
                Interlocked.Exchange(ref _changed, NewBell()).TrySetResult();
            }
        }
        finally
        {
            _looking.Release();
        }
    }
}
