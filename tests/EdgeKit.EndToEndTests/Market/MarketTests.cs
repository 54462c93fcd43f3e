using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.EndToEndTests.Kits;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Market;

/// <summary>Published daemons on one network, here the loopback interface, with no cloud.</summary>
public sealed class MarketTests : ProcessTest
{
    private static readonly IReadOnlyList<Contracts.Catalog.CatalogImportItem> Empty = [.. KitSetup.Table.Select(static item => item with { Stock = null })];
    private static readonly IReadOnlyList<Contracts.Catalog.CatalogImportItem> Some = [.. KitSetup.Table.Select(static item => item with { Stock = 100 })];

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_stall_that_is_out_gets_some_from_its_neighbour_and_no_more_are_sold_than_exist()
    {
        var (near, here) = await StartAsync();
        using var events = await EventReader.OpenAsync(here.Http, null, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, await SellAsync(here, "first"));

        var (_, _, data) = await events.NextAsync(Cancel, "market");

        Assert.Contains("Masala chai from kit-18: fetch the goods there", data, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, await SellAsync(here, "second"));
        await AssertAllThereAsync(near, here, sold: 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_in_the_midst_and_started_in_either_order_they_still_agree(bool donorFirst)
    {
        var (near, here) = await StartAsync();
        await MeetAsync(here);
        for (var round = 0; round < 5; round++)
        {
            var asking = TransferAsync(here, $"round-{donorFirst}-{round}");
            await Task.WhenAll(near.KillAsync(Cancel), here.KillAsync(Cancel));

            // Whether it was answered before its kit died is nothing to go by.
            await Task.WhenAny(asking);
            foreach (var kit in donorFirst ? new[] { near, here } : [here, near])
            {
                await kit.StartAsync(Cancel);
            }

            await MeetAsync(here);
            await Readiness.WaitUntilAsync(
                async token => (await here.Http.GetFromJsonAsync("/api/v1/market", ContractsJson.Default.MarketView, token))!.Pending.Count == 0, static () => "a transfer stays open", Cancel);
            await AssertAllThereAsync(near, here, sold: 0);
        }
    }

    private static async Task AssertAllThereAsync(KitProcess near, KitProcess here, long sold)
    {
        long available = 0;
        foreach (var kit in new[] { near, here })
        {
            var levels = await kit.Http.GetFromJsonAsync("/api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, Cancel);
            available += levels!.Where(static level => level.Sku == "TEA-01").Sum(static level => level.Available);
        }

        Assert.Equal(100, available + sold);
    }

    private static async Task<HttpStatusCode> SellAsync(KitProcess kit, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { lines = new[] { new { sku = "TEA-01", quantity = 1 } }, payment = new { method = "cash" } }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await kit.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private static async Task TransferAsync(KitProcess kit, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stock/TEA-01/transfer") { Content = JsonContent.Create(new TransferSubmission("kit-18", 5), ContractsJson.Default.TransferSubmission) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await kit.Http.SendAsync(request, Cancel);
    }

    private static Task MeetAsync(KitProcess kit) => Readiness.WaitUntilAsync(
        async token => (await kit.Http.GetFromJsonAsync("/api/v1/market", ContractsJson.Default.MarketView, token))!.Kits.Count == 1, static () => "the kits do not find each other", Cancel);

    private async Task<(KitProcess Near, KitProcess Here)> StartAsync()
    {
        Keep(new Disposal(_directory));
        await using (var file = new StreamWriter(_directory["market.key"]))
        {
            await file.WriteLineAsync(string.Concat(Enumerable.Repeat("0123456789abcdef", 4)));
        }

        return (await StartKitAsync(Setup("kit-18", Some)), await StartKitAsync(Setup("kit-17", Empty)));
    }

    private KitSetup Setup(string id, IReadOnlyList<Contracts.Catalog.CatalogImportItem> items) => new()
    {
        Id = id,
        Items = items,
        Yaml = string.Create(CultureInfo.InvariantCulture, $"market:\n  id: night-market\n  keyFile: {_directory["market.key"]}\n  listen: 127.0.0.1:{Loopback.FreePort()}\n  interface: lo\n"),
    };

    private sealed class Disposal(IDisposable what) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            what.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
