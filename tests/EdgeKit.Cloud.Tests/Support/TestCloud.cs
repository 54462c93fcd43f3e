using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Commands;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Kits;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>A cloud on a real port, with what a kit, a backend and an operator ask of it.</summary>
internal sealed class TestCloud : IAsyncDisposable
{
    private readonly WebApplication? _app;
    private readonly IStore? _store;

    /// <summary>Speaks to a cloud that runs already.</summary>
    public TestCloud(string url) => Client = new HttpClient { BaseAddress = new Uri(url) };

    private TestCloud(WebApplication app, IStore store, TestIdentity? identity)
    {
        (_app, _store) = (app, store);
        Client = identity?.Client(app.Urls.First(), token: null) ?? new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app!.Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TestCloud> StartAsync(string address, TimeProvider? time = null, bool allocates = false, long? sellFor = null, TestIdentity? identity = null)
    {
        Assert.True(StoreAddress.TryMake(address, out var store, out var error), error);
        await store.OpenAsync(Cancel);
        var options = new RunOptions([identity is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0"], address, identity?.Certificate, identity?.Key);
        var app = CloudHost.Build(options.Addresses(), store, options.LoadIdentity(), new CloudOptions(allocates, sellFor), time);
        await app.StartAsync(Cancel);
        return new TestCloud(app, store, identity);
    }

    public Task<PushResult> PushAsync(KitLog log, long first, long last, long? flightFrom = null) =>
        PushAsync(log, log.Batch(first, last), flightFrom);

    public Task<PushResult> ProbeAsync(KitLog log) => PushAsync(log, "[]"u8.ToArray());

    public async Task<PushResult> PushAsync(KitLog log, byte[] batch, long? flightFrom = null)
    {
        using var content = new ByteArrayContent(Gzip(batch));
        content.Headers.ContentType = new MediaTypeHeaderValue(CloudEventBatch.ContentType);
        content.Headers.ContentEncoding.Add("gzip");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/kits/{log.Kit}/log") { Content = content };
        request.Headers.Add("Edge-Incarnation", log.Incarnation.ToString("D"));
        if (flightFrom is { } from)
        {
            request.Headers.Add("Edge-Flight-From", $"{from}");
        }

        return await SendAsync(request);
    }

    /// <summary>As the import of a file does.</summary>
    public Task<IngestResult> IngestFileAsync(KitLog log, long first, long last) =>
        Services.GetRequiredService<Ingestor>().IngestAsync(
            new Batch(log.Kit, log.Incarnation, [.. log.Records.Skip((int)first - 1).Take((int)(last - first + 1))]) { IsOnline = false }, flightFrom: null, Cancel);

    public async Task<PushResult> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, Cancel);
        var body = await response.Content.ReadAsByteArrayAsync(Cancel);
        return response.IsSuccessStatusCode
            ? new PushResult((int)response.StatusCode, JsonSerializer.Deserialize(body, ContractsJson.Default.PushAnswer), null)
            : new PushResult((int)response.StatusCode, null, JsonSerializer.Deserialize(body, ContractsJson.Default.Problem));
    }

    public async Task<List<OrderEntry>> OrdersAsync(string? kit = null, int limit = 200)
    {
        var (orders, since) = (new List<OrderEntry>(), "");
        do
        {
            var page = await GetAsync($"/v1/orders?kit={kit}&since={since}&limit={limit}", CloudJson.Default.OrderEntries);
            orders.AddRange(page.Orders);
            since = page.Next;
        }
        while (since.Length > 0);

        return orders;
    }

    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync() => GetAsync("/v1/ledger?byKit=true", CloudJson.Default.IReadOnlyListLedgerEntry);

    public async Task<LedgerEntry> LedgerAsync(string sku) => (await LedgerAsync()).Single(entry => entry.Sku == sku);

    public async Task<KitLogView> LogAsync(KitLog log)
    {
        var kits = await GetAsync("/v1/kits", CloudJson.Default.KitList);
        var found = kits.Kits.Single(kit => kit.Kit == log.Kit).Logs.Single(entry => entry.Incarnation == log.Incarnation);
        return new KitLogView(found.LastSeq, found.Quarantined, found.FrozenWhy);
    }

    /// <summary>As the kit of a log asks.</summary>
    public async Task<DownFeed> FeedAsync(KitLog log, string since, int wait = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/kits/{log.Kit}/feed?since={Uri.EscapeDataString(since)}&wait={wait}");
        request.Headers.Add("Edge-Incarnation", log.Incarnation.ToString("D"));
        using var response = await Client.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.DownFeed, Cancel))!;
    }

    /// <summary>The rights that a feed holds, by SKU.</summary>
    public static Dictionary<string, StockRight> RightsOf(DownFeed feed) =>
        feed.Entries.Where(static entry => entry.Type == "stock.rights").SelectMany(static entry => entry.Rights!.Skus).ToDictionary(static right => right.Sku);

    public Task<(int Status, string Body)> ReportAsync(KitLog log, double offlineSeconds, params SkuDemand[] skus) =>
        ReportAsync(log, JsonSerializer.Serialize(new RightsReport(offlineSeconds, skus), ContractsJson.Default.RightsReport));

    public async Task<(int Status, string Body)> ReportAsync(KitLog log, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/kits/{log.Kit}/rights") { Content = content };
        request.Headers.Add("Edge-Incarnation", log.Incarnation.ToString("D"));
        using var response = await Client.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    public Task<(int Status, string Body, bool Replayed)> ReceiveAsync(string sku, int quantity) =>
        PostAsync($"/v1/stock/{sku}/receive", $$"""{"quantity":{{quantity}}}""");

    public Task<(int Status, string Body, bool Replayed)> GrantAsync(KitLog log, string sku, int quantity, string? key = null) =>
        PostAsync($"/v1/stock/{sku}/grants", $$"""{"kit":"{{log.Kit}}","quantity":{{quantity}},"incarnation":"{{log.Incarnation}}"}""", key);

    public Task<(int Status, string Body, bool Replayed)> RecallAsync(KitLog log, string sku, int quantity) =>
        PostAsync($"/v1/stock/{sku}/recalls", $$"""{"kit":"{{log.Kit}}","quantity":{{quantity}},"incarnation":"{{log.Incarnation}}"}""");

    public Task<(int Status, string Body, bool Replayed)> ShopAsync(string sku, int quantity, string key) =>
        PostAsync("/v1/shop/orders", $$"""{"lines":[{"sku":"{{sku}}","quantity":{{quantity}}}]}""", key);

    /// <summary>The part of one log in a SKU's ledger.</summary>
    public async Task<LogShare> ShareAsync(KitLog log, string sku) =>
        (await LedgerAsync(sku)).ByKit!.Single(kit => kit.Kit == log.Kit).Logs.Single(entry => entry.Incarnation == log.Incarnation);

    public Task<Explanation> ExplainAsync(string sku) => GetAsync($"/v1/stock/{sku}/explain", CloudJson.Default.Explanation);

    public Task<IReadOnlyList<SetAsideRecord>> SetAsideAsync(KitLog log) =>
        GetAsync($"/v1/kits/{log.Kit}/quarantine", CloudJson.Default.IReadOnlyListSetAsideRecord);

    public Task<DownFeed> FeedAsync(string since, int wait = 0) => GetAsync($"/v1/kits/kit-1/feed?since={since}&wait={wait}", ContractsJson.Default.DownFeed);

    public async Task<string> PublishAsync(params CatalogImportItem[] items)
    {
        using var response = await Client.PutAsJsonAsync("/v1/catalog", new CatalogImport(items), ContractsJson.Default.CatalogImport, Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync(CloudJson.Default.CatalogPublished, Cancel))!.Version;
    }

    public async Task<(int Status, string Body, bool Replayed)> PostAsync(string path, string json, string? key = null)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await Client.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers.Contains("Idempotency-Replayed"));
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type) =>
        await Client.GetFromJsonAsync(path, type, Cancel) ?? throw new InvalidOperationException($"{path} answered null.");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null && _store is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
            await _store.DisposeAsync();
        }
    }

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
