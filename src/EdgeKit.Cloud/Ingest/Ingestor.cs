using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Ingest;

/// <summary>
/// Takes batches in: the one way, for HTTP and files. A batch that overtook one still on its way waits for it, for a while, since
/// a kit keeps several in flight over separate connections and sending them again costs a thin link dearly.
/// </summary>
internal sealed partial class Ingestor(IStore store, OrderGate gate, AllocationBell bell, TimeProvider time, ILogger<Ingestor> logger)
{
    /// <summary>Takes a batch in.</summary>
    /// <param name="batch">What came.</param>
    /// <param name="flightFrom">The lowest record that the kit has on its way; null if it did not say.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IngestResult> IngestAsync(Batch batch, long? flightFrom, CancellationToken cancellationToken)
    {
        var result = await OnceAsync(batch, cancellationToken);
        if (result is not IngestResult.Gap gap || flightFrom is not { } from || gap.ExpectedSeq < from)
        {
            return result;
        }

        using var place = gate.TryEnter(batch.Kit, batch.Incarnation, batch.First - 1);
        if (place is null)
        {
            return result;
        }

        // Once more before the first wait: what is missing may have come while there was no place yet.
        do
        {
            result = await OnceAsync(batch, cancellationToken);
        }
        while (result is IngestResult.Gap && await place.WaitAsync(cancellationToken));

        return result;
    }

    private async Task<IngestResult> OnceAsync(Batch batch, CancellationToken cancellationToken)
    {
        var result = await store.WriteAsync(session => new IngestTransaction(session, batch, time.GetUtcNow()).RunAsync(), cancellationToken);
        switch (result)
        {
            case IngestResult.Acknowledged(var ackSeq, var fresh, var setAside, var skus):
                gate.Applied(batch.Kit, batch.Incarnation, ackSeq);
                bell.Ring(skus);
                Say(batch, ackSeq, fresh, setAside);
                break;
            case IngestResult.Broken { Why: var why, JustNow: true }:
                gate.Applied(batch.Kit, batch.Incarnation, long.MaxValue);
                LogBroken(batch.Kit, batch.Incarnation, why);
                break;
            default:
                break;
        }

        return result;
    }

    private void Say(Batch batch, long ackSeq, int fresh, int setAside)
    {
        if (setAside > 0)
        {
            LogSetAside(batch.Kit, setAside, ackSeq);
        }

        if (fresh > 0)
        {
            LogKept(batch.Kit, fresh, ackSeq);
        }
    }

    [LoggerMessage(20010, LogLevel.Debug, "{Kit}: kept {Fresh} records, up to {AckSeq}")]
    private partial void LogKept(string kit, int fresh, long ackSeq);

    [LoggerMessage(20011, LogLevel.Warning, "{Kit}: set aside {SetAside} records up to {AckSeq} that were not understood")]
    private partial void LogSetAside(string kit, int setAside, long ackSeq);

    [LoggerMessage(20012, LogLevel.Error, "{Kit}: its log {Incarnation} is frozen: {Why}")]
    private partial void LogBroken(string kit, Guid incarnation, string why);
}
