using System.Text;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Ledger.Tests;

/// <summary>A real ledger on a directory, and short ways to use it.</summary>
internal sealed class OpenLedger : IAsyncDisposable
{
    private readonly TestMeterFactory _meters = new();

    private OpenLedger(string directory, TestClock time, KitClock clock)
    {
        var settings = TestSettings.Of(directory);
        var options = settings.Read("orders", LedgerOptions.Read);
        Events = new EventStream("test");
        Reader = new LedgerReader(settings);
        Writer = new LedgerWriter(
            options, settings, clock, new CloudConsumer("cloud"), Events, new LedgerMetrics(_meters), time, new FakeLogger<LedgerWriter>());
    }

    public LedgerWriter Writer { get; }

    public LedgerReader Reader { get; }

    public EventStream Events { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OpenLedger> OpenAsync(TemporaryDirectory directory, KitClock? clock = null)
    {
        var time = new TestClock();
        clock ??= new KitClock(time, new TestDiscipline(), Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        var ledger = new OpenLedger(directory.Path, time, clock);
        await ledger.Writer.StartAsync(Cancel);
        return ledger;
    }

    public static IdempotencyKey Key(string key, string request = "") =>
        IdempotencyKey.TryCreate(key, "orders", Encoding.UTF8.GetBytes(request), out var made) ? made : throw new ArgumentException("Not a key.", nameof(key));

    public static OrderDraft Draft(params (string Sku, int Quantity)[] lines)
    {
        var submission = new OrderSubmission([.. lines.Select(static line => new SkuQuantity(line.Sku, line.Quantity))], new Payment(PaymentMethod.Cash));
        var (draft, problem) = OrderRules.Draft(submission, new TestCatalog(), "EUR");
        return draft ?? throw new ArgumentException(problem!.Problem.Detail, nameof(lines));
    }

    public Task<CommandResult> SubmitAsync(string key, params (string Sku, int Quantity)[] lines) => SubmitAsync(Key(key), Draft(lines));

    public Task<CommandResult> SubmitAsync(IdempotencyKey key, OrderDraft draft) =>
        Writer.SubmitAsync(new SubmitOrder(key, draft, "17", new PlainPromise()));

    public Task<CommandResult> TakeBackAsync(string key, Guid order, bool refund, bool restock, params SkuQuantity[] lines) =>
        Writer.SubmitAsync(new TakeBackOrder(Key(key), order, new TakeBackRequest("test", restock, lines.Length == 0 ? null : lines), refund, new PlainPromise()));

    public Task<CommandResult> StockAsync(string key, string sku, int quantity, bool counted = false) =>
        Writer.SubmitAsync(new ChangeStock(Key(key), sku, new StockChange(quantity, "test", "test"), counted));

    public Task<bool> AcknowledgeAsync(long seq) => Writer.RunAsync(new AcknowledgeFeed("cloud", seq, isCloud: true));

    public async Task<IReadOnlyList<LogRecord>> RecordsAsync() => await Reader.ReadRecordsAsync(0, 100_000, Cancel);

    public async Task CloseAsync()
    {
        await Writer.StopAsync(Cancel);
        Reader.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Writer.Dispose();
        _meters.Dispose();
    }
}
