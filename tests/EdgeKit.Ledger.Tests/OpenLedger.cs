using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Stock;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Holds;
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
        var options = settings.Read("orders", LedgerOptions.Read);
        Time = time;
        Holds = options.Holds;
        Events = new EventStream("test");
        Reader = new LedgerReader(settings);
        Writer = new LedgerWriter(
            options, settings, clock, new CloudConsumer("cloud"), Events, new LedgerMetrics(_meters), time, new FakeLogger<LedgerWriter>());
        Rights = new SellingRights(Writer, new TestCatalog(), new FakeLogger<SellingRights>());
        Transfers = new StockTransfers(Writer, Reader, settings.Read("kit", KitOptions.Read));
    }

    public TestClock Time { get; }

    public HoldOptions Holds { get; }

    public IStockRights Rights { get; }

    public IStockTransfers Transfers { get; }

    public LedgerWriter Writer { get; }

    public LedgerReader Reader { get; }

    public EventStream Events { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<OpenLedger> OpenAsync(TemporaryDirectory directory, KitClock? clock = null, params (string Path, string Value)[] settings) =>
        OpenAsync(directory, new TestClock(), clock, "kit-17", settings);

    /// <summary>The ledger of a kit on a clock that a test moves; the boot is a new one unless <paramref name="clock"/> says so.</summary>
    public static async Task<OpenLedger> OpenAsync(
        TemporaryDirectory directory, TestClock time, KitClock? clock = null, string kit = "kit-17", params (string Path, string Value)[] settings)
    {
        clock ??= new KitClock(time, new TestDiscipline(), Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        var ledger = new OpenLedger(TestSettings.Of(directory.Path, [("kit.id", kit), .. settings]), time, clock);
        await ledger.Writer.StartAsync(Cancel);
        return ledger;
    }

    public static IdempotencyKey Key(string key, string request = "") =>
        IdempotencyKey.TryCreate(key, "orders", Encoding.UTF8.GetBytes(request), out var made) ? made : throw new ArgumentException("Not a key.", nameof(key));

    public static OrderDraft Draft(params (string Sku, int Quantity)[] lines) => Draft(null, lines);

    public static OrderDraft Draft(Guid? hold, params (string Sku, int Quantity)[] lines)
    {
        var submission = new OrderSubmission(Lines(lines), new Payment(PaymentMethod.Cash), hold);
        var (draft, problem) = OrderRules.Draft(submission, new TestCatalog(), "EUR");
        return draft ?? throw new ArgumentException(problem!.Problem.Detail, nameof(lines));
    }

    /// <summary>Holds goods for a cart; <paramref name="device"/> is null for the kit's own.</summary>
    public Task<CommandResult> HoldAsync(string cart, (string Sku, int Quantity)[] lines, int? ttl = null, string? device = null, Guid? id = null)
    {
        var (draft, problem) = HoldRules.Draft(new HoldRequest(cart, Lines(lines), ttl), new TestCatalog(), Holds.Ttl, device);
        return Writer.SubmitAsync(new PlaceHold(id, draft ?? throw new ArgumentException(problem!.Problem.Detail, nameof(lines)), Holds));
    }

    /// <summary>The same, which must succeed.</summary>
    public async Task<Guid> HeldAsync(string cart, params (string Sku, int Quantity)[] lines) => HoldOf(await HoldAsync(cart, lines)).Id;

    public Task<CommandResult> MoveAsync(Guid hold, HoldStep step) => Writer.SubmitAsync(new MoveHold(hold, step));

    /// <summary>Orders with a hold.</summary>
    public Task<CommandResult> OrderAsync(string key, Guid hold, params (string Sku, int Quantity)[] lines) => SubmitAsync(Key(key), Draft(hold, lines));

    /// <summary>What is left to others, and what is held.</summary>
    public (long Available, long Held) Level(string sku) => (Writer.Stock[sku].Available, Writer.Stock[sku].Held);

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

    public static HoldView HoldOf(CommandResult result) =>
        JsonSerializer.Deserialize(Assert.IsType<CommandResult.Accepted>(result).Answer.Span, ContractsJson.Default.HoldView)!;

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

    private static IReadOnlyList<SkuQuantity> Lines((string Sku, int Quantity)[] lines) => [.. lines.Select(static line => new SkuQuantity(line.Sku, line.Quantity))];
}
