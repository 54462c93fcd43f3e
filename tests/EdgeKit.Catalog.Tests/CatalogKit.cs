using EdgeKit.Catalog.Sale;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Stock;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Catalog.Tests;

/// <summary>The catalogue module as the daemon runs it, on a directory and a port of its own.</summary>
internal sealed class CatalogKit : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CatalogKit(WebApplication app, FakeStock stock, FakeLogCollector log) => (_app, Stock, Log) = (app, stock, log);

    public FakeStock Stock { get; }

    public FakeLogCollector Log { get; }

    public CatalogSale Sale => _app.Services.GetRequiredService<CatalogSale>();

    public CatalogOptions Options => _app.Services.GetRequiredService<CatalogOptions>();

    public KitOptions Kit => _app.Services.GetRequiredService<KitOptions>();

    public EventStream Events => _app.Services.GetRequiredService<EventStream>();

    public IReadOnlyList<CatalogItem> Items => Sale.View.Kept.Items;

    public int[] Warnings => [.. Log.GetSnapshot().Where(static record => record.Level >= LogLevel.Warning).Select(static record => record.Id.Id)];

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None });

    /// <summary>Starts it.</summary>
    public static async Task<CatalogKit> StartAsync(string data, CancellationToken cancellationToken, FakeStock? stock = null)
    {
        stock ??= new FakeStock();
        var section = new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["id"] = new SettingsValue.Scalar("kit-17", "test") };
        var settings = new Settings(
            new SettingsValue.Mapping(new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["kit"] = new SettingsValue.Mapping(section, "test") }, "test"), data);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        settings.Attach(builder);
        builder.Logging.AddFakeLogging();
        builder.Services.AddMetrics();
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        builder.Services.AddSingleton(settings.Read("kit", KitOptions.Read));
        builder.Services.AddSingleton<TimeProvider>(new TestClock());
        builder.Services.AddSingleton(new EventStream("run"));
        builder.Services.AddSingleton<IStockIntake>(stock);
        builder.AddCatalog();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapCatalog();
        await app.StartAsync(cancellationToken);
        var kit = new CatalogKit(app, stock, app.Services.GetRequiredService<FakeLogCollector>());
        kit.Client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return kit;
    }

    /// <summary>An item at a price.</summary>
    public static CatalogItem Item(string sku, long amount = 500, string? image = null) =>
        new(sku, $"Item {sku}", new Money(amount, "EUR"), 0.19m, image, "Food");

    /// <summary>The same to import.</summary>
    public static CatalogImportItem Imported(string sku, long amount = 500, int? stock = null, string? image = null) =>
        new(sku, $"Item {sku}", new Money(amount, "EUR"), 0.19m, image, "Food", stock);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
