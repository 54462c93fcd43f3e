using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Pages.Support;

/// <summary>A log in memory that counts how often a record is read, and remembers the newest of each kind as the ledger does.</summary>
internal sealed class LogFeed : ILedgerFeed, IRecordLog
{
    private readonly List<LogRecord> _records = [];
    private readonly Signal<long> _head = new(0);

    public Guid Incarnation { get; } = new("018f0000-0000-7000-8000-000000000017");

    public ISignal<long> Head => _head;

    public ISignal<long> Acknowledged { get; } = new Signal<long>(0);

    public long Oldest { get; set; } = 1;

    /// <summary>How many records were handed out.</summary>
    public int Read { get; private set; }

    public void Add<T>(string type, T body, JsonTypeInfo<T> typeInfo)
    {
        var at = new RecordedAt(Incarnation, 0, 0, ClockState.Unset);
        _records.Add(new LogRecord(_records.Count + 1, type, at, 0, 0, JsonSerializer.SerializeToUtf8Bytes(body, typeInfo)));
        _head.Set(_records.Count);
    }

    /// <summary>A thing for one euro, paid in cash.</summary>
    public void Sell()
    {
        var euro = new Money(100, "EUR");
        var order = new OrderAcceptedBody(
            OrderIds.Of(Incarnation, _records.Count + 1), "17-0001", OrderStatus.Paid, [new OrderLine("chai", "Chai", 1, euro)], euro, new Payment(PaymentMethod.Cash));
        Add(RecordTypes.OrderAccepted, order, ContractsJson.Default.OrderAcceptedBody);
    }

    public void Open(long amount) => Add(RecordTypes.TillOpened, new TillOpenedBody(new Money(amount, "EUR"), "Tablet 1"), ContractsJson.Default.TillOpenedBody);

    public ValueTask<IReadOnlyList<LogRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogRecord> read = [.. _records.Where(record => record.Seq > after && record.Seq >= Oldest).Take(limit)];
        Read += read.Count;
        return ValueTask.FromResult(read);
    }

    public ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RecordOutcome> RecordAsync(RecordDraft draft) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<KeptRecord>>(
        _records.FindLast(record => record.Type == type) is { } newest ? [new KeptRecord(newest.Seq, "till", newest.RecordedAt, newest.Body)] : []);
}
