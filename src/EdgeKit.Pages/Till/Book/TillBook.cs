using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Pages.Till.Book;

/// <summary>
/// The day at the till, added up from the log. It reads each record once: whoever asks pays for what came since somebody asked last, and
/// never for more than <see cref="MostAtOnce"/>. After a restart it begins at the day's opening, which the log keeps for good.
/// Used by one request at a time.
/// </summary>
internal sealed class TillBook(ILedgerFeed feed, IRecordLog log, IOrderDesk desk, KitOptions kit)
{
    /// <summary>The most records that one request adds up.</summary>
    public const int MostAtOnce = 20_000;

    private const int Batch = 500;

    private DaySums _sums = new(kit.Currency);
    private TillDay? _last;
    private long? _position;

    /// <summary>The last record that is in it.</summary>
    public long Position => _position ?? 0;

    /// <summary>The day that goes on.</summary>
    public DaySums Sums => _sums;

    /// <summary>The last day that was closed.</summary>
    public TillDay? Last => _last;

    /// <summary>Adds what came since.</summary>
    /// <returns>How many records are still not in it.</returns>
    public async ValueTask<long> FollowAsync(CancellationToken cancellationToken)
    {
        var position = _position ?? await BeginAsync(cancellationToken);
        var end = position + MostAtOnce;
        while (position < end && await feed.ReadAsync(position, Batch, cancellationToken) is { Count: > 0 } records)
        {
            foreach (var record in records)
            {
                await AddAsync(record, cancellationToken);
                _position = position = record.Seq;
            }
        }

        _position = position;
        return Math.Max(0, feed.Head.Current - position);
    }

    private async ValueTask<long> BeginAsync(CancellationToken cancellationToken)
    {
        var opened = (await log.ReadNewestAsync(RecordTypes.TillOpened, cancellationToken)).SingleOrDefault();
        if (opened is null)
        {
            // Nobody ever opened it: what was sold before is in no day.
            return feed.Head.Current;
        }

        if (opened.Seq >= feed.Oldest)
        {
            return opened.Seq - 1;
        }

        // The opening itself is kept for good; what came right after it is not.
        Open(opened.Seq, opened.RecordedAt.Time, JsonSerializer.Deserialize(opened.Body.Span, ContractsJson.Default.TillOpenedBody)!);
        _sums.IsPartial = true;
        return feed.Oldest - 1;
    }

    private async ValueTask AddAsync(LogRecord record, CancellationToken cancellationToken)
    {
        var body = record.Body.Span;
        switch (record.Type)
        {
            case RecordTypes.OrderAccepted:
                _sums.Accept(JsonSerializer.Deserialize(body, ContractsJson.Default.OrderAcceptedBody)!);
                break;
            case RecordTypes.OrderPaid:
                var paid = JsonSerializer.Deserialize(body, ContractsJson.Default.OrderPaidBody)!;
                _sums.Pay(paid, IsOfToday(paid.OrderId));
                break;
            case RecordTypes.OrderVoided or RecordTypes.OrderRefunded:
                var back = JsonSerializer.Deserialize(body, ContractsJson.Default.OrderTakenBackBody)!;
                OrderView? order = (await desk.FindAsync(back.OrderId, cancellationToken)).Order;
                _sums.TakeBack(back, record.Type == RecordTypes.OrderRefunded, order, IsOfToday(back.OrderId));
                break;
            case RecordTypes.TillOpened:
                Open(record.Seq, record.RecordedAt.Time, JsonSerializer.Deserialize(body, ContractsJson.Default.TillOpenedBody)!);
                break;
            case RecordTypes.TillClosed:
                Close(record, JsonSerializer.Deserialize(body, ContractsJson.Default.TillClosedBody)!);
                break;
        }
    }

    private void Open(long seq, DateTimeOffset at, TillOpenedBody body) => _sums = new DaySums(kit.Currency, new DayMark(seq, body.OpeningFloat.Amount, at, body.By));

    private void Close(LogRecord record, TillClosedBody body)
    {
        _last = _sums.View(new DayMark(record.Seq, body.Counted.Amount, record.RecordedAt.Time, body.By));
        _sums = new DaySums(kit.Currency);
    }

    private bool IsOfToday(Guid orderId) => OrderIds.SeqOf(feed.Incarnation, orderId) > (_sums.Opened?.Seq ?? 0);
}
