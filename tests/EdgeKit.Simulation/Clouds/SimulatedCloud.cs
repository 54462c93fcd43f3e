using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeKit.Cloud;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Catalog;
using EdgeKit.Cloud.Feed;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Shop;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Simulation.Clocks;
using EdgeKit.Testing.Histories;
using EdgeKit.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Simulation.Clouds;

/// <summary>The cloud's rules on its SQLite store, without the network around them, at a time that the simulation sets.</summary>
internal sealed class SimulatedCloud : IAsyncDisposable
{
    private const int EverySku = 10_000;

    private readonly SqliteStore _store;
    private readonly SimulatedTime _time;
    private readonly CatalogFeed _catalog;
    private readonly RightsNews _news;
    private readonly AllocationBell _bell = new();
    private readonly Ingestor _ingestor;
    private readonly KitFeed _feed;
    private readonly LogGreeter _greeter;
    private readonly Allocator _allocator;
    private readonly StockDesk _stock;
    private readonly RightsDesk _rights;
    private readonly ShopCounter _shop;

    private SimulatedCloud(SqliteStore store, SimulatedTime time, CloudOptions options)
    {
        (_store, _time) = (store, time);
        _catalog = new CatalogFeed(store, time);
        _news = new RightsNews(store, time);
        _ingestor = new Ingestor(store, new OrderGate(time), _bell, time, NullLogger<Ingestor>.Instance);
        _feed = new KitFeed(_catalog, _news, store, options, time);
        _greeter = new LogGreeter(store, time);
        _allocator = new Allocator(store, _news, time, NullLogger<Allocator>.Instance);
        var writer = new KeyedWriter(store, time);
        _stock = new StockDesk(writer, _bell, time);
        _rights = new RightsDesk(writer, _news, time);
        _shop = new ShopCounter(writer, _bell, time);
    }

    /// <summary>Opens one on a directory.</summary>
    public static async Task<SimulatedCloud> OpenAsync(string directory, SimulatedTime time, CancellationToken cancellationToken, long? sellForSeconds = null)
    {
        var store = new SqliteStore(directory);
        await store.OpenAsync(cancellationToken);
        return new SimulatedCloud(store, time, new CloudOptions(Allocates: true, sellForSeconds));
    }

    /// <summary>Takes records in.</summary>
    /// <returns>The last one that it has, and null if the log is frozen.</returns>
    public async Task<long?> PushAsync(string kit, Guid incarnation, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken) =>
        await _ingestor.IngestAsync(new Batch(kit, incarnation, records), flightFrom: null, cancellationToken) switch
        {
            IngestResult.Acknowledged(var ackSeq, _, _, _) => ackSeq,
            IngestResult.Gap(var expected) => expected - 1,
            _ => null,
        };

    /// <summary>What a kit has to hear.</summary>
    public async Task<DownFeed> PullAsync(string kit, Guid incarnation, string since, CancellationToken cancellationToken)
    {
        await _greeter.GreetAsync(kit, incarnation, cancellationToken);
        return await _feed.ReadAsync(kit, incarnation, since, TimeSpan.Zero, cancellationToken) ?? throw new InvalidOperationException("Nobody else waits here.");
    }

    /// <summary>Whether a kit that stands at <paramref name="since"/> has something to hear.</summary>
    public async Task<bool> HasNewsAsync(string kit, Guid incarnation, string since, CancellationToken cancellationToken) =>
        await _feed.CursorAsync(kit, incarnation, cancellationToken) != since;

    /// <summary>A kit says what it expects to need.</summary>
    public async Task ReportAsync(string kit, Guid incarnation, RightsReport report, CancellationToken cancellationToken)
    {
        if (ReportRules.Check(report) is { } wrong)
        {
            throw new FormatException($"{kit} reports what a cloud refuses: {wrong}");
        }

        if (await _greeter.GreetAsync(kit, incarnation, cancellationToken) is { FrozenWhy: null } log)
        {
            await _store.WriteAsync(session => DemandTable.ReportAsync(session, log.Id, report, _time.GetUtcNow()), cancellationToken);
            _bell.Ring([.. report.Skus.Select(static sku => sku.Sku)]);
        }
    }

    /// <summary>Shares rights out: those that something was rung for, or all.</summary>
    public async Task AllocateAsync(bool all, CancellationToken cancellationToken)
    {
        var rung = _bell.Take();
        if (all || rung is null or { Count: > 0 })
        {
            await _allocator.RunAsync(all ? null : rung, cancellationToken);
        }
    }

    /// <summary>The shop sells.</summary>
    public async Task<(bool IsSold, HistoryAnswer Answer)> SellAsync(string key, IReadOnlyList<SkuQuantity> lines, string reference, CancellationToken cancellationToken) =>
        AnswerOf(await _shop.SellAsync(Keyed(key), new ShopOrderSubmission(lines, reference), cancellationToken));

    /// <summary>Goods arrive at the cloud's stock.</summary>
    public async Task ReceiveAsync(string key, string sku, int quantity, CancellationToken cancellationToken) =>
        AnswerOf(await _stock.ReceiveAsync(Keyed(key), sku, new PoolReceipt(quantity), cancellationToken));

    /// <summary>Somebody gives a kit rights by hand.</summary>
    public async Task<bool> GrantAsync(string kit, string sku, int quantity, CancellationToken cancellationToken) =>
        await _rights.GrantAsync(null, sku, new RightsRequest(kit, quantity), cancellationToken) is StockResult.Done;

    /// <summary>Somebody asks a kit by hand to give rights back.</summary>
    public async Task<bool> AskBackAsync(string kit, string sku, int quantity, CancellationToken cancellationToken) =>
        await _rights.AskBackAsync(null, sku, new RightsRequest(kit, quantity), cancellationToken) is StockResult.Done;

    /// <summary>The stock ledger.</summary>
    public Task<List<LedgerEntry>> EntriesAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(static session => LedgerTable.AfterAsync(session, "", EverySku), cancellationToken);

    /// <summary>How many records it could not understand.</summary>
    public Task<long?> SetAsideAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(static session => session.NumberAsync("SELECT COUNT(*) FROM quarantine"), cancellationToken);

    /// <summary>Everything, as a history's checker wants it.</summary>
    public Task<CloudLedger> LedgerAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(
            static async session =>
            {
                var entries = await LedgerTable.AfterAsync(session, "", EverySku);
                var shares = entries.Count == 0 ? null : await LedgerTable.SharesAsync(session, entries[0].Sku, entries[^1].Sku);
                var logs = await session.QueryAsync("SELECT incarnation, last_seq FROM logs", static row => (Guid.ParseExact(row.GetString(0), "D"), row.GetInt64(1)));
                var orders = await OrderTable.AfterAsync(session, kit: null, 0, int.MaxValue);
                var sales = await session.QueryAsync(
                    "SELECT id, reference, lines FROM shop_orders",
                    static row => new ShopSale(
                        Guid.ParseExact(row.GetString(0), "D"), row.GetString(1), JsonSerializer.Deserialize((byte[])row.GetValue(2), CloudJson.Default.IReadOnlyListSkuQuantity)!));
                return new CloudLedger(
                    [.. entries.Select(entry => new SkuLedger(entry.Sku, entry.Total, entry.Pool, entry.ShopSold, entry.PoolShort, [.. shares![entry.Sku].Select(ShareOf)]))],
                    logs.ToDictionary(static log => log.Item1, static log => log.Item2),
                    [.. orders.Select(static order => new CloudOrder(order.Order.OrderId, order.Order.Incarnation, order.Order.Seq, order.Order.Status.ToString(), order.Order.Total.Amount))],
                    sales);
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _news.Dispose();
        _catalog.Dispose();
        await _store.DisposeAsync();
    }

    private static EdgeKit.Testing.Histories.KitShare ShareOf(EdgeKit.Cloud.Pool.KitShare share) => new(
        share.Kit,
        share.Granted,
        share.Returned,
        share.Received,
        share.Sold,
        share.PutBack,
        share.Short,
        share.Logs.Sum(static log => log.TransferredIn),
        share.Logs.Sum(static log => log.TransferredOut));

    private static KeyedRequest Keyed(string key) => new("simulation", key, SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static (bool IsDone, HistoryAnswer Answer) AnswerOf(StockResult result) => result switch
    {
        StockResult.Done(var body, _) => (true, HistoryAnswer.Of(201, body)),
        StockResult.OutOfStock => (false, new HistoryAnswer(409)),
        var other => throw new InvalidOperationException($"The cloud answers {other}."),
    };
}
