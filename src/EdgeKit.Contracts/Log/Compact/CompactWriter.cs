using System.Globalization;
using System.Text.Json;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>Writes one batch.</summary>
internal sealed class CompactWriter(Guid incarnation)
{
    // The rate as it is written: 0.07 and 0.070 are one number, and not the same bytes.
    private readonly Dictionary<(string Sku, string Name, Money Price, string? TaxRate), int> _items = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _boots = [];
    private readonly ProtoWriter _batch = new();
    private readonly ProtoWriter _inner = new();
    private readonly ProtoWriter _order = new();
    private readonly ProtoWriter _part = new();
    private readonly OrderText _json = new();
    private string? _receipts;
    private long _receipt;

    public ReadOnlyMemory<byte> Write(IReadOnlyList<LogRecord> records, bool isNamed)
    {
        _batch.Unsigned(1, (ulong)records[0].Seq);
        _batch.Hash(2, records[0].PrevHash);
        if (isNamed)
        {
            _batch.Id(8, incarnation);
        }

        LogRecord? before = null;
        foreach (var record in records)
        {
            _inner.Clear();
            Times(record, before);
            Body(record);
            _batch.Bytes(7, _inner.Written.Span);
            before = record;
        }

        _batch.Text(6, _receipts);
        Tables();
        return _batch.Written;
    }

    private void Tables()
    {
        foreach (var (sku, name, price, tax) in _items.OrderBy(static item => item.Value).Select(static item => item.Key).ToList())
        {
            _part.Clear();
            _part.Text(1, sku);
            _part.Text(2, name);
            _part.Signed(3, price.Amount);
            _part.Unsigned(4, (ulong)Index(_texts, price.Currency));
            _part.Text(5, tax);
            _batch.Bytes(4, _part.Written.Span);
        }

        foreach (var (text, _) in _texts.OrderBy(static text => text.Value))
        {
            _batch.Each(5, text);
        }

        foreach (var (boot, _) in _boots.OrderBy(static boot => boot.Value))
        {
            _batch.Id(3, boot);
        }
    }

    private void Times(LogRecord record, LogRecord? before)
    {
        var (at, was) = (record.RecordedAt, before?.RecordedAt ?? default);
        var isSameBoot = before is not null && at.Boot == was.Boot;
        _inner.Signed(1, isSameBoot ? at.MonotonicMs - was.MonotonicMs : at.MonotonicMs);
        _inner.Signed(2, at.WallMs - (isSameBoot ? CompactBatch.ExpectedWall(was, at.MonotonicMs) : was.WallMs));
        _inner.Unsigned(3, before is not null && at.Clock == was.Clock ? 0 : 1 + (ulong)at.Clock);
        _inner.Unsigned(4, isSameBoot ? 0 : 1 + (ulong)Index(_boots, at.Boot));
        _inner.Signed(5, record.Hlc - CompactBatch.ExpectedHlc(before?.Hlc ?? -1, at));
    }

    private void Body(LogRecord record)
    {
        if (record.Type == RecordTypes.OrderAccepted && TryRead(record) is { } order && TryOrder(order))
        {
            _inner.Bytes(6, _order.Written.Span);
            return;
        }

        _part.Clear();
        _part.Text(1, record.Type);
        _part.Bytes(2, record.Body.Span);
        _inner.Bytes(7, _part.Written.Span);
    }

    // Only what comes out again byte by byte may leave its own bytes behind.
    private OrderAcceptedBody? TryRead(LogRecord record)
    {
        try
        {
            var order = OrderJson.Read(record.Body.Span);
            return order.OrderId == OrderIds.Of(incarnation, record.Seq) && _json.Write(order).SequenceEqual(record.Body.Span) ? order : null;
        }
        catch (JsonException)
        {
            // A kit of another version wrote it; it goes as it is.
            return null;
        }
    }

    private bool TryOrder(OrderAcceptedBody order)
    {
        if (!CompactBatch.TryReadReceipt(order.Receipt, out var prefix, out var number) || prefix.Length == 0 || (_receipts ?? prefix) != prefix
            || order.Status is not (OrderStatus.Paid or OrderStatus.Open)
            || HasEmpty(order) || order.Lines.Any(line => line.Quantity < 0 || line.Price.Currency != order.Total.Currency)
            || order.Lines.Count == 0 || Sum(order.Lines) is not { } sum)
        {
            return false;
        }

        _order.Clear();
        _order.Signed(1, number - (_receipts is null ? 0 : _receipt + 1));
        _part.Clear();
        foreach (var line in order.Lines)
        {
            _part.Put((ulong)Index(_items, (line.Sku, line.Name, line.Price, line.TaxRate?.ToString(CultureInfo.InvariantCulture))));
            _part.Put((ulong)line.Quantity);
        }

        _order.Bytes(2, _part.Written.Span);
        _order.Signed(3, order.Total.Amount - sum);
        _order.Unsigned(4, order.Status == OrderStatus.Open ? 1UL : 0);
        _order.Unsigned(5, (ulong)order.Payment.Method);
        _order.Text(6, order.Payment.Reference);
        _order.Unsigned(7, order.By is { } by ? 1 + (ulong)Index(_texts, by) : 0);
        if (order.Customer is { } customer)
        {
            _part.Clear();
            _part.Text(1, customer.Name);
            _part.Text(2, customer.Phone);
            _part.Text(3, customer.Email);
            _part.Text(4, customer.Address);
            _order.Bytes(8, _part.Written.Span);
        }

        _order.Text(9, order.Note);
        (_receipts, _receipt) = (prefix, number);
        return true;
    }

    // Left out and empty look the same in this format, and are not in JSON.
    private static bool HasEmpty(OrderAcceptedBody order) =>
        order.Payment.Reference is "" || order.Note is "" || order.Customer is { Name: "" } or { Phone: "" } or { Email: "" } or { Address: "" };

    private static long? Sum(IReadOnlyList<OrderLine> lines)
    {
        var sum = Int128.Zero;
        foreach (var line in lines)
        {
            sum += (Int128)line.Price.Amount * line.Quantity;
        }

        // The difference to the total must be a number of 64 bits too.
        return sum > long.MinValue / 2 && sum < long.MaxValue / 2 ? (long)sum : null;
    }

    private static int Index<T>(Dictionary<T, int> table, T value)
        where T : notnull
    {
        if (!table.TryGetValue(value, out var index))
        {
            table[value] = index = table.Count;
        }

        return index;
    }
}
