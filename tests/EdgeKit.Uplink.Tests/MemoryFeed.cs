using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Uplink.Tests;

/// <summary>A log in memory.</summary>
internal sealed class MemoryFeed : ILedgerFeed
{
    private readonly Signal<long> _head = new(0);
    private readonly Signal<long> _acknowledged = new(0);
    private readonly List<LogRecord> _records = [];

    public Guid Incarnation { get; } = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605");

    public ISignal<long> Head => _head;

    public ISignal<long> Acknowledged => _acknowledged;

    public long Oldest { get; set; } = 1;

    public void Append(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var before = _records.Count == 0 ? HashChain.Genesis(Incarnation) : HashChain.Of(_records[^1]);
            _records.Add(new LogRecord(
                _records.Count + 1, RecordTypes.OrderAccepted, new RecordedAt(Guid.Empty, _records.Count, 1_700_000_000_000, ClockState.Rtc), _records.Count, before, "{}"u8.ToArray()));
        }

        _head.Set(_records.Count);
    }

    public ValueTask<IReadOnlyList<LogRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<LogRecord>>([.. _records.Skip((int)after).Take(limit)]);

    public ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken)
    {
        _acknowledged.Set(ackSeq);
        return ValueTask.CompletedTask;
    }
}
