using System.Globalization;
using System.Text.Json;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>Reads one batch, which may come from anybody.</summary>
internal sealed class CompactReader(int mostRecords, long mostBytes)
{
    private const int MostEntries = 1 << 16;

    private readonly List<Guid> _boots = [];
    private readonly List<OrderLine> _items = [];
    private readonly List<string> _texts = [];
    private readonly List<LogRecord> _records = [];
    private readonly List<OrderAcceptedBody?> _orders = [];
    private readonly OrderText _json = new();
    private string _receipts = "";
    private long _receipt = -1;
    private long _bytes;

    public CompactLog Read(ReadOnlySpan<byte> bytes, Guid? stated)
    {
        try
        {
            return ReadBatch(bytes, stated);
        }
        catch (OverflowException exception)
        {
            throw new FormatException($"record {_records.Count} has a number beyond 64 bits", exception);
        }
    }

    private CompactLog ReadBatch(ReadOnlySpan<byte> bytes, Guid? stated)
    {
        var (first, prevHash, incarnation) = Tables(bytes, stated);
        var batch = new ProtoReader(bytes);
        while (batch.Next())
        {
            if (batch.Field != 7)
            {
                batch.Skip();
                continue;
            }

            if (_records.Count == mostRecords)
            {
                throw new CompactTooLargeException($"A batch may have {mostRecords} records.");
            }

            var seq = checked(first + _records.Count);
            var before = _records is [.., var last] ? last : null;
            var (record, order) = Record(batch.Bytes(), seq, before is null ? prevHash : HashChain.Of(before), before, incarnation);
            _records.Add(record);
            _orders.Add(order);
        }

        return new CompactLog(incarnation, _records, _orders);
    }

    // They may stand anywhere, so they are read before the records.
    private (long First, ulong PrevHash, Guid Incarnation) Tables(ReadOnlySpan<byte> bytes, Guid? stated)
    {
        var (first, prevHash, named) = (0UL, 0UL, (Guid?)null);
        var items = new List<(int At, int Length)>();
        var batch = new ProtoReader(bytes);
        while (batch.Next())
        {
            switch (batch.Field)
            {
                case 1:
                    first = batch.Unsigned();
                    break;
                case 2:
                    prevHash = batch.Hash();
                    break;
                case 3:
                    Add(_boots, batch.Id());
                    break;
                case 4:
                    var item = batch.Bytes();
                    bytes.Overlaps(item, out var at);
                    Add(items, (at, item.Length));
                    break;
                case 5:
                    Add(_texts, batch.Text());
                    break;
                case 6:
                    _receipts = batch.Text();
                    break;
                case 8:
                    named = batch.Id();
                    break;
                default:
                    batch.Skip();
                    break;
            }
        }

        foreach (var (at, length) in items)
        {
            _items.Add(Item(bytes.Slice(at, length)));
        }

        return first is 0 or > long.MaxValue ? throw new FormatException("the first record has no number")
            : (named ?? stated) is not { } incarnation ? throw new FormatException("nothing says of which incarnation the records are")
            : stated is { } other && other != incarnation ? throw new FormatException("the batch names another incarnation than its request")
            : ((long)first, prevHash, incarnation);
    }

    private OrderLine Item(ReadOnlySpan<byte> bytes)
    {
        var (sku, name, price, currency, tax) = ("", "", 0L, 0, (decimal?)null);
        var item = new ProtoReader(bytes);
        while (item.Next())
        {
            switch (item.Field)
            {
                case 1:
                    sku = item.Text();
                    break;
                case 2:
                    name = item.Text();
                    break;
                case 3:
                    price = item.Signed();
                    break;
                case 4:
                    currency = item.Small();
                    break;
                case 5:
                    var text = item.Text();
                    tax = decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rate)
                        ? rate
                        : throw new FormatException("a tax rate is no number");
                    break;
                default:
                    item.Skip();
                    break;
            }
        }

        return new OrderLine(sku, name, 0, new Money(price, At(_texts, currency)), tax);
    }

    private (LogRecord Record, OrderAcceptedBody? Order) Record(ReadOnlySpan<byte> bytes, long seq, ulong prevHash, LogRecord? before, Guid incarnation)
    {
        var (monotonic, wall, clock, boot, hlc) = (0L, 0L, 0, 0, 0L);
        string? type = null;
        OrderAcceptedBody? order = null;
        ReadOnlyMemory<byte> body = default;
        var record = new ProtoReader(bytes);
        while (record.Next())
        {
            switch (record.Field)
            {
                case 1:
                    monotonic = record.Signed();
                    break;
                case 2:
                    wall = record.Signed();
                    break;
                case 3:
                    clock = record.Small();
                    break;
                case 4:
                    boot = record.Small();
                    break;
                case 5:
                    hlc = record.Signed();
                    break;
                case 6:
                    order = Order(record.Bytes(), OrderIds.Of(incarnation, seq));
                    (type, body) = (RecordTypes.OrderAccepted, Count(_json.Write(order).ToArray()));
                    break;
                case 7:
                    order = null;
                    (type, body) = Raw(record.Bytes());
                    break;
                default:
                    record.Skip();
                    break;
            }
        }

        var at = Time(before?.RecordedAt, monotonic, wall, clock, boot);
        var hybrid = checked(CompactBatch.ExpectedHlc(before?.Hlc ?? -1, at) + hlc);
        return (new LogRecord(seq, type ?? throw new FormatException($"record {_records.Count} says nothing"), at, hybrid, prevHash, body), order);
    }

    private RecordedAt Time(RecordedAt? before, long monotonic, long wall, int clock, int boot)
    {
        var state = clock > 0 ? (ClockState)(clock - 1) : before?.Clock ?? throw new FormatException("the first record names no clock");
        if (!Enum.IsDefined(state))
        {
            throw new FormatException($"record {_records.Count} has a clock that nobody knows");
        }

        var id = boot > 0 ? At(_boots, boot - 1) : before?.Boot ?? throw new FormatException("the first record names no boot");
        var at = boot == 0 && before is { } was
            ? new RecordedAt(id, checked(was.MonotonicMs + monotonic), checked(CompactBatch.ExpectedWall(was, was.MonotonicMs + monotonic) + wall), state)
            : new RecordedAt(id, monotonic, checked((before?.WallMs ?? 0) + wall), state);
        return at.MonotonicMs >= 0 && at.WallMs is > -62_135_596_800_000 and < 253_402_300_800_000
            ? at
            : throw new FormatException($"record {_records.Count} is of a time that there is not");
    }

    private (string Type, ReadOnlyMemory<byte> Body) Raw(ReadOnlySpan<byte> bytes)
    {
        var (type, body) = ("", ReadOnlyMemory<byte>.Empty);
        var raw = new ProtoReader(bytes);
        while (raw.Next())
        {
            switch (raw.Field)
            {
                case 1:
                    type = raw.Text();
                    break;
                case 2:
                    body = Count(raw.Bytes().ToArray());
                    Check(body.Span);
                    break;
                default:
                    raw.Skip();
                    break;
            }
        }

        return type.Length is > 0 and <= 64 && body.Length > 0 ? (type, body) : throw new FormatException($"record {_records.Count} has no type or no body");
    }

    private void Check(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException($"record {_records.Count} is not valid JSON: {exception.Message}", exception);
        }
    }

    private OrderAcceptedBody Order(ReadOnlySpan<byte> bytes, Guid orderId)
    {
        var (receipt, total, by) = (0L, 0L, 0);
        var (status, method) = (OrderStatus.Paid, PaymentMethod.Cash);
        string? reference = null, note = null;
        Customer? customer = null;
        List<OrderLine> lines = [];
        var order = new ProtoReader(bytes);
        while (order.Next())
        {
            switch (order.Field)
            {
                case 1:
                    receipt = order.Signed();
                    break;
                case 2:
                    Lines(order.Bytes(), lines);
                    break;
                case 3:
                    total = order.Signed();
                    break;
                case 4:
                    status = order.Small() == 0 ? OrderStatus.Paid : OrderStatus.Open;
                    break;
                case 5:
                    method = (PaymentMethod)order.Small();
                    break;
                case 6:
                    reference = order.Text();
                    break;
                case 7:
                    by = order.Small();
                    break;
                case 8:
                    customer = Customer(order.Bytes());
                    break;
                case 9:
                    note = order.Text();
                    break;
                default:
                    order.Skip();
                    break;
            }
        }

        if (lines.Count == 0 || !Enum.IsDefined(method))
        {
            throw new FormatException($"record {_records.Count} is an order without lines or without a way to pay");
        }

        _receipt = checked(_receipt + 1 + receipt);
        var sum = lines.Aggregate(0L, static (sum, line) => checked(sum + (line.Price.Amount * line.Quantity)));
        return new OrderAcceptedBody(
            orderId, CompactBatch.Receipt(_receipts, _receipt), status, lines, new Money(checked(sum + total), lines[0].Price.Currency), new Payment(method, reference), customer, note, by > 0 ? At(_texts, by - 1) : null);
    }

    private void Lines(ReadOnlySpan<byte> packed, List<OrderLine> lines)
    {
        var reader = new ProtoReader(packed);
        while (!reader.IsAtEnd)
        {
            var (item, quantity) = (reader.Varint(), reader.Varint());
            if (item > MostEntries || quantity > int.MaxValue)
            {
                throw new FormatException($"record {_records.Count} has a line that there cannot be");
            }

            var line = At(_items, (int)item) with { Quantity = (int)quantity };

            // Before it is written out: a line of two bytes may name an item of a megabyte.
            Weigh(line.Name.Length + line.Sku.Length);
            lines.Add(line);
        }
    }

    private static Customer Customer(ReadOnlySpan<byte> bytes)
    {
        var customer = new Customer();
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    customer = customer with { Name = reader.Text() };
                    break;
                case 2:
                    customer = customer with { Phone = reader.Text() };
                    break;
                case 3:
                    customer = customer with { Email = reader.Text() };
                    break;
                case 4:
                    customer = customer with { Address = reader.Text() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return customer;
    }

    private byte[] Count(byte[] body)
    {
        Weigh(body.Length);
        return body;
    }

    private void Weigh(long bytes)
    {
        _bytes += bytes;
        if (_bytes > mostBytes)
        {
            throw new CompactTooLargeException($"A batch may have {mostBytes} bytes once expanded.");
        }
    }

    private static void Add<T>(List<T> table, T entry)
    {
        if (table.Count == MostEntries)
        {
            throw new FormatException($"a table has more than {MostEntries} entries");
        }

        table.Add(entry);
    }

    private static T At<T>(List<T> table, int index) =>
        index < table.Count ? table[index] : throw new FormatException("something is named that no table has");
}
