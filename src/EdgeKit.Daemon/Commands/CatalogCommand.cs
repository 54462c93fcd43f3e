using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeKit.Catalog;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit catalog import</c>: puts a catalogue on sale, through the daemon if it runs and without it if not.</summary>
internal static class CatalogCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header, or JSON" };
        var json = CommonOptions.Json();
        var import = new Command("import", "Put a catalogue on sale") { file, json };
        import.SetAction((parsed, cancellationToken) => ImportAsync(parsed, parsed.GetValue(file)!, parsed.GetValue(json), cancellationToken));
        return new Command("catalog", "What is sold") { import };
    }

    private static async Task<int> ImportAsync(ParseResult parsed, string file, bool json, CancellationToken cancellationToken)
    {
        if (CommonOptions.Load(parsed) is not { } settings)
        {
            return 1;
        }

        try
        {
            var catalog = settings.Read("catalog", CatalogOptions.Reader(settings.DataDirectory));
            var (import, errors) = await CatalogModule.ReadImportAsync(file, catalog, settings.Read("kit", KitOptions.Read), cancellationToken);
            if (import is null)
            {
                throw new FormatException(string.Join(Environment.NewLine, errors));
            }

            using var client = DaemonClient.Connect(settings.DataDirectory);
            var report = client is null
                ? await ImportHereAsync(settings, import, cancellationToken)
                : await ImportThereAsync(client, import, cancellationToken);
            Tell(report, json);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or HttpRequestException or InvalidDataException or JsonException)
        {
            await Console.Error.WriteLineAsync($"edgekit: nothing was imported: {exception.Message}");
            return 1;
        }
    }

    private static async Task<CatalogImportReport> ImportThereAsync(HttpClient client, CatalogImport import, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(import, ContractsJson.Default.CatalogImport));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync(new Uri("/api/v1/catalog/import", UriKind.Relative), content, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize(answer, ContractsJson.Default.CatalogImportReport)!
            : throw new FormatException(JsonSerializer.Deserialize(answer, ContractsJson.Default.Problem)?.Detail ?? $"the daemon answered {(int)response.StatusCode}");
    }

    private static async Task<CatalogImportReport> ImportHereAsync(Settings settings, CatalogImport import, CancellationToken cancellationToken)
    {
        var builder = KitHost.CreateModules(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        using var server = new NoServer();
        builder.WebHost.UseServer(server);
        if (settings.Errors.Count > 0)
        {
            throw new FormatException(string.Join(Environment.NewLine, settings.Errors));
        }

        using var data = DataDirectory.TryTake(settings.DataDirectory) ?? throw new IOException($"an edgekit has just started on {settings.DataDirectory}; try again");
        await using var app = builder.Build();
        await app.StartAsync(cancellationToken);
        var report = await app.Services.GetRequiredService<ICatalogImporter>().ImportAsync(import, cancellationToken);
        await app.StopAsync(cancellationToken);
        return report;
    }

    private static void Tell(CatalogImportReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ContractsJson.Default.CatalogImportReport));
            return;
        }

        Console.WriteLine(
            $"{report.Items} items are on sale as {report.Version}: {report.Added} new, {report.Changed} changed, {report.Removed} removed; opening counts of {report.Opened} recorded.");
        if (report.WithoutStock.Count > 0)
        {
            Console.WriteLine($"Without stock, not sold until some are received: {string.Join(", ", report.WithoutStock)}");
        }
    }
}
