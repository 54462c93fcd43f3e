using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Feed;

/// <summary>The log, for the uplink.</summary>
internal sealed class LedgerFeed(LedgerWriter writer, LedgerReader reader, CloudConsumer cloud) : ILedgerFeed
{
    /// <inheritdoc />
    public Guid Incarnation => writer.Incarnation;

    /// <inheritdoc />
    public ISignal<long> Head => writer.Head;

    /// <inheritdoc />
    public ISignal<long> Acknowledged => writer.Acknowledged;

    /// <inheritdoc />
    public long Oldest => writer.Oldest;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<LogRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        await reader.ReadRecordsAsync(after, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken)
    {
        if (!await writer.RunAsync(new AcknowledgeFeed(cloud.Name, ackSeq, isCloud: true)))
        {
            throw new ArgumentOutOfRangeException(nameof(ackSeq), ackSeq, "The log does not reach that far.");
        }
    }
}
