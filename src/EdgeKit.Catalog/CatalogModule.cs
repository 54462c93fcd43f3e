using EdgeKit.Catalog.Importing;
using EdgeKit.Catalog.Keeping;
using EdgeKit.Catalog.Pictures;
using EdgeKit.Catalog.Sale;
using EdgeKit.Catalog.Serving;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Catalog;

/// <summary>What is sold: imported or received, kept on the disk, served from memory.</summary>
public static class CatalogModule
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers the catalogue. It is read when the host starts.</summary>
    public static IHostApplicationBuilder AddCatalog(this IHostApplicationBuilder builder)
    {
        var settings = Settings.Of(builder);
        var services = builder.Services;
        services.AddSingleton(settings.Read("catalog", CatalogOptions.Reader(settings.DataDirectory)));
        services.AddSingleton<CatalogMetrics>();
        services.AddSingleton<SnapshotFile>();
        services.AddSingleton<CatalogCache>();
        services.AddSingleton<PictureFolder>();
        services.AddSingleton<CatalogEndpoints>();
        services.AddSingleton<CatalogSale>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<CatalogSale>());
        services.AddSingleton<ICatalogView>(static provider => provider.GetRequiredService<CatalogSale>());
        services.AddSingleton<ICatalogReceiver>(static provider => provider.GetRequiredService<CatalogSale>());
        services.AddSingleton<ICatalogImporter>(static provider => provider.GetRequiredService<CatalogSale>());
        return builder;
    }

    /// <summary>Maps the catalogue, its pictures and the import.</summary>
    public static IEndpointRouteBuilder MapCatalog(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<CatalogEndpoints>();
        var api = routes.MapGroup("/api/v1/catalog");
        api.MapMethods("", Reading, (HttpContext context, CancellationToken _) => endpoints.ListAsync(context))
            .For(Need.Everyone).WithSummary("What is sold").Produces<CatalogSnapshot>().Produces(StatusCodes.Status304NotModified);
        api.MapMethods("/images/{name}", Reading, (string name, HttpContext context) => endpoints.PictureAsync(context, name))
            .For(Need.Everyone).WithSummary("A picture of an item").Produces(StatusCodes.Status200OK).Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
        api.MapPost("/import", (HttpContext context, CancellationToken _) => endpoints.ImportAsync(context))
            .For(Need.Run).WithSummary("Put a catalogue on sale").Accepts<CatalogImport>("application/json").Produces<CatalogImportReport>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);
        return routes;
    }

    /// <summary>
    /// Reads a file for <c>edgekit catalog import</c>, CSV or JSON, and keeps the pictures beside it on the kit. It needs no
    /// daemon and no host; what it gives goes to <see cref="ICatalogImporter"/>, or to <c>POST /api/v1/catalog/import</c>.
    /// </summary>
    /// <returns>The import, or every error in words: the file, the line or item, the column and what was expected.</returns>
    public static ValueTask<(CatalogImport? Import, IReadOnlyList<string> Errors)> ReadImportAsync(
        string path, CatalogOptions options, KitOptions kit, CancellationToken cancellationToken) =>
        new ImportFile(options, kit.Currency).ReadAsync(path, cancellationToken);

    /// <summary>Reads what would be on sale after a start, without a daemon.</summary>
    /// <returns>How many items, whether from the cloud, and since when by the file's time; null items where nothing was kept, or why it cannot be read.</returns>
    public static async ValueTask<(int? Items, bool IsFromCloud, DateTimeOffset Written, string? Wrong)> ReadKeptAsync(CatalogOptions options, CancellationToken cancellationToken)
    {
        var file = new SnapshotFile(options);
        var (kept, wrong) = await file.ReadAsync(cancellationToken);
        return (kept?.Items.Count, kept?.Source == CatalogSource.Cloud, file.Written, wrong);
    }
}
