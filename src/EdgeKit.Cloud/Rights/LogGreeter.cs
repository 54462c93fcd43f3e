using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Rights;

/// <summary>
/// Notes that a kit asks for something, so that it is given rights while it can hear of them. A log that nobody has heard of starts
/// here, so that a new kit has rights before its first record; but only so many for one kit, since each could ask for its own.
/// </summary>
internal sealed class LogGreeter(IStore store, TimeProvider time)
{
    /// <summary>How many logs of one kit may be open.</summary>
    public const int MostUnsettled = 16;

    /// <summary>How old a note may be: a kit that is in contact asks more often than <see cref="Grants.AllocationTable.Contact"/>.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    /// <summary>Greets a kit.</summary>
    /// <returns>Its log; null if it has too many to start another.</returns>
    public async Task<LogState?> GreetAsync(string kit, Guid incarnation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await store.ReadAsync(session => LogTable.ReadAsync(session, kit, incarnation), cancellationToken);
        return known is not null && (now - known.Contact).Duration() < Fresh
            ? known
            : await store.WriteAsync(session => GreetAsync(session, kit, incarnation, now), cancellationToken);
    }

    private static async Task<LogState?> GreetAsync(Session session, string kit, Guid incarnation, DateTimeOffset now)
    {
        var log = await LogTable.LockAsync(session, kit, incarnation);
        if (log is null && await LogTable.UnsettledAsync(session, kit) >= MostUnsettled)
        {
            return null;
        }

        log ??= await LogTable.StartAsync(session, kit, incarnation, now);
        await LogTable.TouchAsync(session, log.Id, now);
        return log with { Contact = now };
    }
}
