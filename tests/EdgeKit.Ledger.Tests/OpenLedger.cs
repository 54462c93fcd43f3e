using System.Text;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Stock;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Ledger.Tests;

/// <summary>A real ledger on a directory, and short ways to use it.</summary>
internal sealed class OpenLedger : IAsyncDisposable
{
    private readonly TestMeterFactory _meters = new();

    private OpenLedger(Settings settings, TestClock time, KitClock clock)
    {
        Time = time;
        var options = settings.Read("orders", LedgerOptions.Read);
        Events = new EventStream("test");
        Reader = new LedgerReader(settings);
        Writer = new LedgerWriter(
            options, settings, clock, new CloudConsumer("cloud"), Events, new LedgerMetrics(_meters), time, new FakeLogger<LedgerWriter>());
        Rights = new SellingRights(Writer, new FakeLogger<SellingRights>());
        Transfers = new StockTransfers(Writer, Reader, settings.Read("kit", KitOptions.Read));
    }

    public TestClock Time { get; }

    public IStockRights Rights { get; }

    public IStockTransfers Transfers { get; }

    public LedgerWriter Writer { get; }

    public LedgerReader Reader { get; }

    public EventStream Events { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<OpenLedger> OpenAsync(TemporaryDirectory directory, KitClock? clock = null) => OpenAsync(directory, new TestClock(), clock);

    /// <summary>The ledger of a kit on a clock that a test moves.</summary>
    public static async Task<OpenLedger> OpenAsync(TemporaryDirectory directory, TestClock time, KitClock? clock = null, string kit = "kit-17")
    {
        clock ??= new KitClock(time, new TestDiscipline(), Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        var ledger = new OpenLedger(TestSettings.Of(directory.Path, ("kit.id", kit)), time, clock);
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

    /// <summary>The cloud says what it granted in all and how much shall have gone back.</summary>
    public Task GrantAsync(string sku, long granted, long returnTo = 0, long? sellForSeconds = null) =>
        Rights.ReceiveAsync(new StockRights(Writer.Incarnation, [new StockRight(sku, granted, returnTo)], sellForSeconds), Cancel).AsTask();

    /// <summary>The counters on the disk.</summary>
    public static IReadOnlyDictionary<string, StockCounters> CountersIn(TemporaryDirectory directory)
    {
        using var connection = LedgerFile.OpenForReading(directory.Path);
        return LedgerRecovery.ReadState(connection, "cloud").Stock;
    }

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
