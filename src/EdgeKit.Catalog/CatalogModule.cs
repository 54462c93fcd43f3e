using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Stock;
using EdgeKit.Kernel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Catalog;

/// <summary>Temporary.</summary>
public static class CatalogModule
{
    /// <summary>Temporary.</summary>
    public static IHostApplicationBuilder AddCatalog(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TemporaryCatalog>();
        builder.Services.AddSingleton<ICatalogView>(static p => p.GetRequiredService<TemporaryCatalog>());
        builder.Services.AddSingleton<ICatalogReceiver>(static p => p.GetRequiredService<TemporaryCatalog>());
        builder.Services.AddSingleton<ICatalogImporter>(static p => p.GetRequiredService<TemporaryCatalog>());
        return builder;
    }

    /// <summary>Temporary.</summary>
    public static IEndpointRouteBuilder MapCatalog(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/catalog", static (TemporaryCatalog c) => Results.Json(c.Snapshot, ContractsJson.Default.CatalogSnapshot));
        routes.MapPost("/api/v1/catalog/import", static async (CatalogImport i, ICatalogImporter c, CancellationToken t) => Results.Json(await c.ImportAsync(i, t), ContractsJson.Default.CatalogImportReport));
        return routes;
    }
}

[SuppressMessage("Design", "MA0048", Justification = "Temporary.")]
internal sealed class TemporaryCatalog : ICatalogView, ICatalogReceiver, ICatalogImporter
{
    private readonly Signal<string> _version = new("");
    private readonly string _path;
    private readonly IStockIntake _stock;
    private FrozenDictionary<string, CatalogItem> _items = FrozenDictionary<string, CatalogItem>.Empty;

    public TemporaryCatalog(Settings settings, IStockIntake stock)
    {
        _path = Path.Combine(settings.DataDirectory, "catalog.json");
        _stock = stock;
        if (File.Exists(_path))
        {
            Show(JsonSerializer.Deserialize(File.ReadAllBytes(_path), ContractsJson.Default.CatalogSnapshot)!);
        }
    }

    public CatalogSnapshot Snapshot { get; private set; } = new("", []);

    public ISignal<string> Version => _version;

    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item) => _items.TryGetValue(sku, out item);

    public async ValueTask ReceiveAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(snapshot, ContractsJson.Default.CatalogSnapshot), cancellationToken);
        Show(snapshot);
    }

    public ValueTask<bool> ReceiveAsync(CatalogDelta delta, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public async ValueTask<CatalogImportReport> ImportAsync(CatalogImport import, CancellationToken cancellationToken)
    {
        await ReceiveAsync(new CatalogSnapshot("1", [.. import.Items.Select(static i => new CatalogItem(i.Sku, i.Name, i.Price, i.TaxRate, i.Image, i.Category))]), cancellationToken);
        var opened = await _stock.OpenAsync([.. import.Items.Where(static i => i.Stock is not null).Select(static i => new SkuQuantity(i.Sku, i.Stock!.Value))], cancellationToken);
        return new CatalogImportReport("1", import.Items.Count, 0, 0, 0, opened, []);
    }

    private void Show(CatalogSnapshot snapshot)
    {
        Snapshot = snapshot;
        _items = snapshot.Items.ToFrozenDictionary(static i => i.Sku, StringComparer.Ordinal);
        _version.Set(snapshot.Version);
    }
}
