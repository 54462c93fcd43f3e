using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>Writes a kit's log as a kit writes it, whatever it is told to write.</summary>
internal sealed class LogWriter(string kit, int number)
{
    private static readonly Guid Boot = Guid.Parse("b0071d00-0000-4000-8000-000000000001");

    private readonly List<LogRecord> _records = [];

    public string Kit { get; } = kit;

    public Guid Incarnation { get; } = new(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);

    public long Next => _records.Count + 1;

    public KitLedger Ledger => new(Kit, Incarnation, [.. _records]);

    public long Order(string mark, params IReadOnlyList<SkuQuantity> lines)
    {
        var price = new Money(100, "EUR");
        return Add(
            RecordTypes.OrderAccepted,
            new OrderAcceptedBody(
                OrderIds.Of(Incarnation, Next),
                FormattableString.Invariant($"1-{Next:0000}"),
                OrderStatus.Paid,
                [.. lines.Select(line => new OrderLine(line.Sku, line.Sku, line.Quantity, price))],
                new Money(100L * lines.Sum(static line => line.Quantity), "EUR"),
                new Payment(PaymentMethod.Cash),
                Note: mark),
            ContractsJson.Default.OrderAcceptedBody);
    }

    public long Void(string mark, long order, string sku, int quantity) =>
        Add(
            RecordTypes.OrderVoided,
            new OrderTakenBackBody(OrderIds.Of(Incarnation, order), OrderStatus.Voided, [new(sku, quantity)], new Money(100, "EUR"), Restock: true, mark),
            ContractsJson.Default.OrderTakenBackBody);

    public long Receive(string mark, string sku, int quantity) =>
        Add(RecordTypes.StockReceived, new StockReceivedBody(sku, quantity, mark, "test"), ContractsJson.Default.StockReceivedBody);

    public long Count(string mark, string sku, int counted, int difference) =>
        Add(RecordTypes.StockCounted, new StockCountedBody(sku, counted, difference, mark, "test"), ContractsJson.Default.StockCountedBody);

    public long See(string sku, long granted) =>
        Add(RecordTypes.GrantAcknowledged, new GrantAcknowledgedBody(sku, granted), ContractsJson.Default.GrantAcknowledgedBody);

    public long Return(string sku, long quantity, long returned) =>
        Add(RecordTypes.GrantReturned, new GrantReturnedBody(sku, quantity, returned), ContractsJson.Default.GrantReturnedBody);

    public long Give(Guid id, string sku, long quantity, LogWriter to) =>
        Add(RecordTypes.TransferOut, new TransferOutBody(id, sku, quantity, to.Kit, to.Incarnation), ContractsJson.Default.TransferOutBody);

    public long Take(Guid id, string sku, long quantity, LogWriter from, long seq) =>
        Add(RecordTypes.TransferIn, new TransferInBody(id, sku, quantity, from.Kit, from.Incarnation, seq), ContractsJson.Default.TransferInBody);

    private long Add<T>(string type, T body, JsonTypeInfo<T> json)
    {
        var seq = Next;
        var previous = seq == 1 ? HashChain.Genesis(Incarnation) : HashChain.Of(_records[^1]);
        _records.Add(new LogRecord(seq, type, new RecordedAt(Boot, seq * 10, 1_780_000_000_000 + seq, ClockState.Ntp), seq << 16, previous, JsonSerializer.SerializeToUtf8Bytes(body, json)));
        return seq;
    }
}
