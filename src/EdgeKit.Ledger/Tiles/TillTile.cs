using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Storage;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Tiles;

/// <summary>Whether the stall sells, and what it sold last.</summary>
internal sealed class TillTile(LedgerWriter writer, LedgerReader reader, IPromiseEstimate promises, ShutdownNotice shutdown) : ITile
{
    private const int Shown = 12;

    public string Id => "till";

    public int Place => 10;

    public async ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => Taken(await ReadAsync(1, cancellationToken));

    public async ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var storage = writer.Storage.Current;
        var latest = await ReadAsync(Shown, cancellationToken);
        var orders = latest.Select(static row => (row.Record, Order: Order(row), row.State)).ToList();
        var taken = Taken(latest);
        var (light, sentence, next) = (storage, shutdown.Reason) switch
        {
            (StorageState.Ready, null) => (TileLight.Green, "Orders are taken, and on the disk before their receipt.", null),
            (StorageState.Ready, { } reason) => (TileLight.Red, $"New orders are refused: {reason}.", "Finish what is on the counter; the kit goes off by itself."),
            (StorageState.Full, _) => (TileLight.Red, "The disk is full: orders are refused, none is lost.", "Make room on the card; orders are taken again by themselves."),
            _ => (TileLight.Red, $"Orders are refused: {writer.Fault ?? "the ledger is not open"}.", "Run 'edgekit doctor' on the kit."),
        };
        var rows = orders.Select(one => new TileRow(
            one.Order.Receipt,
            $"{Lines(one.Order)}, {Amount(one.Order.Total)}, {Status(one.State?.Status ?? one.Order.Status)}. {promises.For(one.Record.Seq, one.Order.Receipt, writer.Acknowledged.Current).Text}"));
        return new Tile(Id, "Till", light, taken.ToString(CultureInfo.InvariantCulture), "orders taken", sentence, next, taken, [new TileSection("Last orders", [.. rows])]);
    }

    private ValueTask<List<(LogRecord Record, OrderState? State)>> ReadAsync(int newest, CancellationToken cancellationToken) =>
        writer.Storage.Current is StorageState.Ready or StorageState.Full
            ? reader.ReadOrdersAsync(0, newest, newest: true, cancellationToken)
            : ValueTask.FromResult<List<(LogRecord Record, OrderState? State)>>([]);

    private static OrderAcceptedBody Order((LogRecord Record, OrderState? State) row) => JsonSerializer.Deserialize(row.Record.Body.Span, ContractsJson.Default.OrderAcceptedBody)!;

    private static long Taken(List<(LogRecord Record, OrderState? State)> newest) => newest is [var first, ..] ? Number(Order(first).Receipt) : 0;

    // The number behind the kit's prefix.
    private static long Number(string receipt) => long.TryParse(receipt.AsSpan(receipt.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Lines(OrderAcceptedBody order) => string.Join(", ", order.Lines.Select(static line => line.Quantity == 1 ? line.Name : string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} × {line.Name}")));

    private static string Amount(Money money)
    {
        var decimals = Currencies.DecimalsOf(money.Currency);
        return $"{money.Currency} {(money.Amount / (decimal)Math.Pow(10, decimals)).ToString($"F{decimals}", CultureInfo.InvariantCulture)}";
    }

    private static string Status(OrderStatus status) => status switch
    {
        OrderStatus.Open => "to pay",
        OrderStatus.Paid => "paid",
        OrderStatus.Voided => "voided",
        OrderStatus.Refunded => "refunded",
    };
}
