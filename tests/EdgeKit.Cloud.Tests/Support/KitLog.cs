using System.Buffers;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>A kit's log, written as a kit writes it.</summary>
internal sealed class KitLog(string kit, Guid? incarnation = null)
{
    private static readonly Guid Boot = Guid.Parse("b0071d00-0000-4000-8000-000000000001");
    private static int _made;

    private readonly List<LogRecord> _records = [];

    public string Kit { get; } = kit;

    public Guid Incarnation { get; } = incarnation ?? new Guid(Interlocked.Increment(ref _made), 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);

    public IReadOnlyList<LogRecord> Records => _records;

    public string Source => CloudEventBatch.SourceOf(Kit, Incarnation);

    /// <summary>As it was up to a record, to go on otherwise: a card that was cloned.</summary>
    public KitLog CloneUpTo(long seq)
    {
        var clone = new KitLog(Kit, Incarnation);
        clone._records.AddRange(_records.Take((int)seq));
        return clone;
    }

    public long Add(string type, string body)
    {
        var seq = _records.Count + 1;
        var previous = seq == 1 ? HashChain.Genesis(Incarnation) : HashChain.Of(_records[^1]);
        _records.Add(new LogRecord(
            seq, type, new RecordedAt(Boot, seq * 10, 1_780_000_000_000 + seq, ClockState.Ntp), seq << 16, previous, Encoding.UTF8.GetBytes(body)));
        return seq;
    }

    public long Sell(string sku, int quantity, OrderStatus status = OrderStatus.Paid)
    {
        var seq = _records.Count + 1;
        var price = new Money(250, "EUR");
        return Add(RecordTypes.OrderAccepted, JsonSerializer.Serialize(
            new OrderAcceptedBody(
                OrderIds.Of(Incarnation, seq), $"1-{seq:D4}", status, [new OrderLine(sku, sku, quantity, price)], new Money(250L * quantity, "EUR"), new Payment(PaymentMethod.Cash)),
            ContractsJson.Default.OrderAcceptedBody));
    }

    public long Pay(long order) =>
        Add(RecordTypes.OrderPaid, JsonSerializer.Serialize(
            new OrderPaidBody(OrderIds.Of(Incarnation, order), new Money(250, "EUR"), new Payment(PaymentMethod.Cash)), ContractsJson.Default.OrderPaidBody));

    public long TakeBack(string type, long order, string sku, int quantity, OrderStatus status, bool restock = true) =>
        Add(type, JsonSerializer.Serialize(
            new OrderTakenBackBody(OrderIds.Of(Incarnation, order), status, [new SkuQuantity(sku, quantity)], new Money(250, "EUR"), restock, "test"),
            ContractsJson.Default.OrderTakenBackBody));

    public long Receive(string sku, int quantity) =>
        Add(RecordTypes.StockReceived, JsonSerializer.Serialize(new StockReceivedBody(sku, quantity, "opening count", "test"), ContractsJson.Default.StockReceivedBody));

    public long Count(string sku, int counted, int difference) =>
        Add(RecordTypes.StockCounted, JsonSerializer.Serialize(new StockCountedBody(sku, counted, difference, "count", "test"), ContractsJson.Default.StockCountedBody));

    public long Check(CheckRecordedBody body) => Add(RecordTypes.CheckRecorded, JsonSerializer.Serialize(body, ContractsJson.Default.CheckRecordedBody));

    public long Acknowledge(string sku, long granted) =>
        Add(RecordTypes.GrantAcknowledged, JsonSerializer.Serialize(new GrantAcknowledgedBody(sku, granted), ContractsJson.Default.GrantAcknowledgedBody));

    public long GiveBack(string sku, long quantity, long returned) =>
        Add(RecordTypes.GrantReturned, JsonSerializer.Serialize(new GrantReturnedBody(sku, quantity, returned), ContractsJson.Default.GrantReturnedBody));

    public long SendOn(Guid transfer, string sku, long quantity, KitLog to) =>
        Add(RecordTypes.TransferOut, JsonSerializer.Serialize(
            new TransferOutBody(transfer, sku, quantity, to.Kit, to.Incarnation), ContractsJson.Default.TransferOutBody));

    public long TakeIn(Guid transfer, string sku, long quantity, KitLog from, long seq = 1) =>
        Add(RecordTypes.TransferIn, JsonSerializer.Serialize(
            new TransferInBody(transfer, sku, quantity, from.Kit, from.Incarnation, seq), ContractsJson.Default.TransferInBody));

    /// <summary>Orders of one each, without end.</summary>
    public KitLog SellMany(int orders, string sku = "TEA")
    {
        for (var order = 0; order < orders; order++)
        {
            Sell(sku, 1);
        }

        return this;
    }

    public byte[] Batch(long first, long last)
    {
        var output = new ArrayBufferWriter<byte>();
        CloudEventBatch.Write(output, Source, _records.Skip((int)first - 1).Take((int)(last - first + 1)));
        return output.WrittenSpan.ToArray();
    }
}
