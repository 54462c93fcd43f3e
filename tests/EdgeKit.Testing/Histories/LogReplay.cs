using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>Goes through one log from its first record and checks every prefix of it.</summary>
internal sealed class LogReplay
{
    private readonly KitLedger _log;
    private readonly long _ackSeq;
    private readonly Violations _found;
    private readonly Dictionary<string, LogCounters> _counters = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Dictionary<string, long>> _leftOfOrders = [];
    private readonly List<LogEntry> _entries = [];
    private readonly List<(long Seq, TransferOutBody Body)> _out = [];
    private readonly List<(long Seq, TransferInBody Body)> _in = [];
    private readonly Dictionary<Guid, (long Seq, long Total)> _orders = [];

    public LogReplay(KitLedger log, long ackSeq, Violations found)
    {
        (_log, _ackSeq, _found) = (log, ackSeq, found);
        var hash = HashChain.Genesis(log.Incarnation);
        var seq = 0L;
        foreach (var record in log.Records)
        {
            if (record.Seq != seq + 1 || record.PrevHash != hash)
            {
                found.Add(HistoryRule.ChainHolds, $"record {record.Seq} of {log.Kit} does not follow from record {seq}");
            }

            (seq, hash) = (record.Seq, HashChain.Of(record));
            Apply(record);
            if (seq == ackSeq)
            {
                Acknowledged = _counters.ToDictionary(StringComparer.Ordinal);
            }
        }

        Head = seq;
        if (ackSeq > seq)
        {
            found.Add(HistoryRule.CloudCounts, $"the cloud has record {ackSeq} of {log.Kit}, whose log ends at {seq}");
        }
    }

    public KitLedger Log => _log;

    public long Head { get; }

    /// <summary>At the end of the log.</summary>
    public IReadOnlyDictionary<string, LogCounters> Counters => _counters;

    /// <summary>As the cloud must have it.</summary>
    public IReadOnlyDictionary<string, LogCounters> Acknowledged { get; } = new Dictionary<string, LogCounters>(StringComparer.Ordinal);

    /// <summary>The records that somebody asked for.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries;

    public IReadOnlyList<(long Seq, TransferOutBody Body)> Out => _out;

    public IReadOnlyList<(long Seq, TransferInBody Body)> In => _in;

    /// <summary>The orders that the cloud must have.</summary>
    public IEnumerable<KeyValuePair<Guid, (long Seq, long Total)>> AcknowledgedOrders => _orders.Where(order => order.Value.Seq <= _ackSeq);

    private static T Body<T>(LogRecord record, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(record.Body.Span, type)!;

    private static IReadOnlyList<SkuQuantity> PerSku(IEnumerable<SkuQuantity> lines) =>
        [.. lines.GroupBy(static line => line.Sku, StringComparer.Ordinal).Select(static sku => new SkuQuantity(sku.Key, sku.Sum(static line => line.Quantity)))];

    private void Apply(LogRecord record)
    {
        switch (record.Type)
        {
            case RecordTypes.OrderAccepted:
                Accept(record.Seq, Body(record, ContractsJson.Default.OrderAcceptedBody));
                break;
            case RecordTypes.OrderPaid:
                var paid = Body(record, ContractsJson.Default.OrderPaidBody);
                Note(record.Seq, HistoryOperation.Pay, paid.Payment.Reference ?? "", paid.OrderId, []);
                break;
            case RecordTypes.OrderVoided:
                TakeBack(record.Seq, HistoryOperation.Void, Body(record, ContractsJson.Default.OrderTakenBackBody));
                break;
            case RecordTypes.OrderRefunded:
                TakeBack(record.Seq, HistoryOperation.Refund, Body(record, ContractsJson.Default.OrderTakenBackBody));
                break;
            case RecordTypes.StockReceived:
                var received = Body(record, ContractsJson.Default.StockReceivedBody);
                Raise(received.Sku, new LogCounters { Received = received.Quantity });
                Note(record.Seq, HistoryOperation.Receive, received.Reason, orderId: null, [new(received.Sku, received.Quantity)]);
                break;
            case RecordTypes.StockCounted:
                var counted = Body(record, ContractsJson.Default.StockCountedBody);
                Raise(counted.Sku, counted.Difference >= 0 ? new LogCounters { Received = counted.Difference } : new LogCounters { Short = -(long)counted.Difference });
                Note(record.Seq, HistoryOperation.Count, counted.Reason, orderId: null, [new(counted.Sku, counted.Counted)]);
                break;
            case RecordTypes.GrantAcknowledged:
                See(record.Seq, Body(record, ContractsJson.Default.GrantAcknowledgedBody));
                break;
            case RecordTypes.GrantReturned:
                Return(record.Seq, Body(record, ContractsJson.Default.GrantReturnedBody));
                break;
            case RecordTypes.TransferOut:
                var given = Body(record, ContractsJson.Default.TransferOutBody);
                _out.Add((record.Seq, given));
                Take(record.Seq, given.Sku, new LogCounters { TransferredOut = given.Quantity });
                break;
            case RecordTypes.TransferIn:
                var taken = Body(record, ContractsJson.Default.TransferInBody);
                _in.Add((record.Seq, taken));
                Raise(taken.Sku, new LogCounters { TransferredIn = taken.Quantity });
                break;
            default:
                break;
        }
    }

    private void Accept(long seq, OrderAcceptedBody order)
    {
        var lines = PerSku(order.Lines.Select(static line => new SkuQuantity(line.Sku, line.Quantity)));
        if (order.OrderId != OrderIds.Of(_log.Incarnation, seq))
        {
            _found.Add(HistoryRule.AnswerTrue, $"record {seq} of {_log.Kit} has the order {order.OrderId}, which is not the id of its number");
        }

        _orders[order.OrderId] = (seq, order.Total.Amount);
        _leftOfOrders[order.OrderId] = lines.ToDictionary(static line => line.Sku, static line => (long)line.Quantity, StringComparer.Ordinal);
        foreach (var (sku, quantity) in lines)
        {
            Take(seq, sku, new LogCounters { Consumed = quantity });
        }

        Note(seq, HistoryOperation.Order, order.Note ?? "", order.OrderId, lines);
    }

    private void TakeBack(long seq, HistoryOperation operation, OrderTakenBackBody body)
    {
        foreach (var (sku, quantity) in body.Lines)
        {
            var left = _leftOfOrders.GetValueOrDefault(body.OrderId);
            var most = left?.GetValueOrDefault(sku) ?? 0;
            if (quantity < 1 || quantity > most)
            {
                _found.Add(HistoryRule.TakenBackOnce, $"record {seq} of {_log.Kit} takes {quantity} of {sku} back from order {body.OrderId}, of which {most} were left");
            }

            if (left is not null)
            {
                left[sku] = most - quantity;
            }

            if (body.Restock)
            {
                Raise(sku, new LogCounters { PutBack = quantity });
            }
        }

        Note(seq, operation, body.Reason, body.OrderId, PerSku(body.Lines));
    }

    private void See(long seq, GrantAcknowledgedBody body)
    {
        var before = _counters.GetValueOrDefault(body.Sku);
        if (body.Granted < before.Granted)
        {
            _found.Add(HistoryRule.GrantsGiven, $"record {seq} of {_log.Kit} has {body.Granted} of {body.Sku} granted, and {before.Granted} were seen before");
        }

        _counters[body.Sku] = before with { Granted = Math.Max(before.Granted, body.Granted) };
    }

    private void Return(long seq, GrantReturnedBody body)
    {
        Take(seq, body.Sku, new LogCounters { Returned = body.Quantity });
        var after = _counters[body.Sku];
        if (body.Quantity < 1 || body.Returned != after.Returned)
        {
            _found.Add(HistoryRule.ReturnsGiven, $"record {seq} of {_log.Kit} returns {body.Quantity} of {body.Sku} and makes it {body.Returned}, where it is {after.Returned}");
        }

        if (after.Returned > after.Given)
        {
            _found.Add(HistoryRule.ReturnsGiven, $"record {seq} of {_log.Kit} makes {after.Returned} of {body.Sku} returned, and {after.Given} ever came");
        }
    }

    private void Raise(string sku, LogCounters by) => _counters[sku] = _counters.GetValueOrDefault(sku) + by;

    private void Take(long seq, string sku, LogCounters by)
    {
        Raise(sku, by);
        if (_counters[sku].Available is var left and < 0)
        {
            _found.Add(HistoryRule.NeverBelowZero, $"record {seq} of {_log.Kit} leaves {left} of {sku}");
        }
    }

    private void Note(long seq, HistoryOperation operation, string mark, Guid? orderId, IReadOnlyList<SkuQuantity> lines) =>
        _entries.Add(new LogEntry(
            _log,
            seq,
            operation,
            mark,
            orderId,
            lines,
            lines.ToDictionary(static line => line.Sku, line => _counters.GetValueOrDefault(line.Sku).Available, StringComparer.Ordinal)));
}
