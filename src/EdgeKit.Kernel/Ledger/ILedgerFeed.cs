using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Ledger;

/// <summary>The kit's log, for whoever carries it away.</summary>
public interface ILedgerFeed
{
    /// <summary>Whose log it is: born with the data directory.</summary>
    Guid Incarnation { get; }

    /// <summary>The last record on the disk; told after each commit.</summary>
    ISignal<long> Head { get; }

    /// <summary>The last record that the cloud has. It can go back: a cloud restored from a backup has less.</summary>
    ISignal<long> Acknowledged { get; }

    /// <summary>The oldest record still kept.</summary>
    long Oldest { get; }

    /// <summary>Reads on.</summary>
    /// <param name="after">The record before the first wanted.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Records in order, none missing between them; empty when there is nothing after.</returns>
    ValueTask<IReadOnlyList<LogRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Stores how far the cloud is; on the disk when it returns.</summary>
    ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken);
}
