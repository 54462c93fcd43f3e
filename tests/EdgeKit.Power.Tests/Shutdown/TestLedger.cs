using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Power.Tests.Shutdown;

/// <summary>A ledger of seven records, of which the cloud has what a test says.</summary>
internal sealed class TestLedger : ILedgerStorage, ILedgerFeed
{
    public Signal<long> Cloud { get; } = new(7);

    /// <summary>What settling does.</summary>
    public Func<CancellationToken, Task> OnSettle { get; set; } = static _ => Task.CompletedTask;

    public ISignal<StorageState> Storage { get; } = new Signal<StorageState>(StorageState.Ready);

    public string? Fault => null;

    public Guid Incarnation => Guid.Empty;

    public ISignal<long> Head { get; } = new Signal<long>(7);

    public ISignal<long> Acknowledged => Cloud;

    public long Oldest => 1;

    public Task SettleAsync(CancellationToken cancellationToken) => OnSettle(cancellationToken);

    public ValueTask<IReadOnlyList<LogRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken) => throw new NotSupportedException();
}
