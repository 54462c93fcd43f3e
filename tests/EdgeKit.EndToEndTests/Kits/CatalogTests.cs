using System.Net;
using System.Net.Http.Headers;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Kits;

public sealed class CatalogTests : ProcessTest
{
    private static readonly Uri Catalog = new("/api/v1/catalog", UriKind.Relative);

    [Fact]
    public async Task An_unchanged_catalogue_is_not_sent_twice()
    {
        var kit = await StartKitAsync();
        using var first = await kit.Http.GetAsync(Catalog, Cancel);
        var tag = first.Headers.ETag!;

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(kit, tag));
        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(kit, tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(kit, new EntityTagHeaderValue("\"another\"")));
    }

    [Fact]
    public async Task An_import_while_it_runs_is_on_sale_at_once()
    {
        var kit = await StartKitAsync();
        using var before = await kit.Http.GetAsync(Catalog, Cancel);

        await kit.ImportAsync([.. KitSetup.Table, new CatalogImportItem("NEW-05", "Something new", new Money(250, "EUR"), Stock: 3)], Cancel);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(kit, before.Headers.ETag!));
        await SellOneAsync(kit, "NEW-05");
        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);
        await SellOneAsync(kit, "NEW-05");
    }

    [Fact]
    public async Task An_import_while_it_is_down_is_on_sale_after_the_start()
    {
        var kit = await StartKitAsync();
        await kit.StopAsync(Cancel);

        await kit.ImportAsync([.. KitSetup.Table, new CatalogImportItem("NEW-05", "Something new", new Money(250, "EUR"), Stock: 3)], Cancel);

        await kit.StartAsync(Cancel);
        await SellOneAsync(kit, "NEW-05");
    }

    [Fact]
    public async Task Importing_again_changes_no_stock()
    {
        var kit = await StartKitAsync(new KitSetup { Items = [new("ONE-1", "One", new Money(100, "EUR"), Stock: 2)] });
        await SellOneAsync(kit, "ONE-1");
        var stock = await kit.Http.GetStringAsync(new Uri("/api/v1/stock", UriKind.Relative), Cancel);

        await kit.ImportAsync([new("ONE-1", "One", new Money(100, "EUR"), Stock: 2)], Cancel);

        Assert.Equal(stock, await kit.Http.GetStringAsync(new Uri("/api/v1/stock", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task A_file_that_is_no_catalogue_is_refused_and_changes_nothing()
    {
        var kit = await StartKitAsync();
        var before = await kit.Http.GetStringAsync(Catalog, Cancel);
        var file = Path.Combine(kit.DataDirectory, "..", "wrong.csv");
        await File.WriteAllTextAsync(file, "sku,name,price\nTEA-01,Masala chai,minus three\n", Cancel);

        var (exitCode, output) = await kit.CommandAsync(Cancel, "catalog", "import", file);

        Assert.Equal(1, exitCode);
        Assert.Contains("price", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await kit.Http.GetStringAsync(Catalog, Cancel));
    }

    private static async Task SellOneAsync(KitProcess kit, string sku)
    {
        using var tablet = kit.NewTablet("till");
        var call = await tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity(sku, 1));
        Assert.True(call.Outcome == CallOutcome.Acked, $"{call.Status} {call.Problem?.Detail}");
    }

    private static async Task<HttpStatusCode> StatusAsync(KitProcess kit, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Catalog);
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await kit.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
