using System.Text.Json;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Tests.Log.Compact;

/// <summary>A log as a kit's writer makes it, with its chain and clocks.</summary>
internal sealed class SampleLog(Guid incarnation, int seed = 1)
{
    private static readonly (string Sku, string Name, long Price, decimal? Tax)[] Goods =
    [
        ("TEA-01", "Masala chai", 350, 0.07m),
        ("BAO-02", "Bao, pulled mushroom", 650, 0.07m),
        ("MUG-03", "Speckled mug", 2400, 0.19m),
        ("PIN-04", "Enamel pin “Laternen”", 500, null),
    ];

    private readonly List<LogRecord> _records = [];
    private readonly Random _random = new(seed);
    private Guid _boot = Guid.Parse("a9af8f46-8585-4d5a-b5b7-21dc101311eb");
    private ClockState _clock = ClockState.Ntp;
    private long _monotonic = 60_000;
    private long _wall = 1_795_000_000_000;
    private long _orders;

    public IReadOnlyList<LogRecord> Records => _records;

    /// <summary>The board starts again, with the clock in this state.</summary>
    public void Restart(ClockState clock) => (_boot, _clock, _monotonic, _wall) = (new Guid(_random.Next(), 0, 0, new byte[8]), clock, 9000, _wall + 45_000);

    public void Sell(Func<OrderAcceptedBody, OrderAcceptedBody>? change = null)
    {
        var lines = Enumerable.Range(0, _random.Next(1, 4)).Select(_ =>
        {
            var (sku, name, price, tax) = Goods[_random.Next(Goods.Length)];
            return new OrderLine(sku, name, _random.Next(1, 3), new Money(price, "EUR"), tax);
        }).DistinctBy(static line => line.Sku).ToList();
        var order = new OrderAcceptedBody(
            OrderIds.Of(incarnation, _records.Count + 1),
            FormattableString.Invariant($"17-{++_orders:0000}"),
            OrderStatus.Paid,
            lines,
            new Money(lines.Sum(static line => line.Price.Amount * line.Quantity), "EUR"),
            _random.Next(2) == 0 ? new Payment(PaymentMethod.Cash) : new Payment(PaymentMethod.Terminal, FormattableString.Invariant($"auth {_random.Next(100_000, 999_999)}")),
            By: _random.Next(2) == 0 ? "0193a8f0-4c1d-7bb2-9d36-6b8f7a0c1e55" : null);
        Append(RecordTypes.OrderAccepted, JsonSerializer.SerializeToUtf8Bytes(change is null ? order : change(order), ContractsJson.Default.OrderAcceptedBody));
    }

    public void Append(string type, ReadOnlyMemory<byte> body)
    {
        var elapsed = _random.Next(0, 20_000);
        (_monotonic, _wall) = (_monotonic + elapsed, _wall + elapsed);
        var before = _records is [.., var last] ? last : null;
        var hlc = Math.Max((before?.Hlc ?? 0) + 1, _clock >= ClockState.Lan ? _wall << 16 : 0);
        _records.Add(new LogRecord(
            _records.Count + 1, type, new RecordedAt(_boot, _monotonic, _wall, _clock), hlc, before is null ? HashChain.Genesis(incarnation) : HashChain.Of(before), body));
    }
}
