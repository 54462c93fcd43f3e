using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Clouds;

/// <summary>A kit and the online shop sell one stock that lies in the cloud's pool.</summary>
public sealed class SharedStockTests : ProcessTest
{
    private const string Tea = "TEA-01";
    private const int InPool = 12;

    [Fact]
    public async Task What_is_in_the_pool_is_sold_once_at_the_stall_or_in_the_shop_and_every_unit_is_explained()
    {
        var cloud = await StartCloudAsync();
        var relay = await StartRelayAsync(cloud);
        var kit = await StartKitAsync(new KitSetup { CloudUrl = relay.Address, Items = [.. KitSetup.Table.Select(static item => item with { Stock = null })] });
        using (var received = await PostAsync(cloud.Http, $"/v1/stock/{Tea}/receive", key: null, $$$"""{"quantity":{{{InPool}}}}"""))
        {
            Assert.Equal(HttpStatusCode.OK, received.StatusCode);
        }

        await Readiness.WaitUntilAsync(async token => (await LevelAsync(kit, token)).Granted > 0, static () => "no rights come", Cancel);

        // The stall is cut off: it sells what it was granted, and the shop what is left in the pool.
        relay.Switch(RelayFault.Refuse);
        var atStall = await SellOutAsync(key => PostAsync(kit.Http, "/api/v1/orders", key, $$$"""{"lines":[{"sku":"{{{Tea}}}","quantity":1}],"payment":{"method":"cash"}}"""));
        var inShop = await SellOutAsync(key => PostAsync(cloud.Http, "/v1/shop/orders", key, $$$"""{"lines":[{"sku":"{{{Tea}}}","quantity":1}]}"""));
        Assert.InRange(atStall, 1, InPool);
        Assert.InRange(atStall + inShop, atStall, InPool);

        relay.Switch(RelayFault.None);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        using var ledger = JsonDocument.Parse(await cloud.Http.GetStringAsync(new Uri("/v1/ledger", UriKind.Relative), Cancel));
        var entry = ledger.RootElement.EnumerateArray().Single(static entry => entry.GetProperty("sku").GetString() == Tea);
        Assert.Equal(
            (InPool, atStall + inShop, 0),
            (entry.GetProperty("total").GetInt32(), entry.GetProperty("sold").GetInt32(), entry.GetProperty("unexplained").GetInt32()));
    }

    private static async Task<StockLevel> LevelAsync(KitProcess kit, CancellationToken cancellationToken)
    {
        var levels = await kit.Http.GetFromJsonAsync("/api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, cancellationToken);
        return levels!.FirstOrDefault(static level => level.Sku == Tea) ?? new StockLevel(Tea, 0, 0, 0, 0, 0);
    }

    /// <summary>Sells one by one until there is nothing left.</summary>
    private static async Task<int> SellOutAsync(Func<string, Task<HttpResponseMessage>> sell)
    {
        for (var sold = 0; ; sold++)
        {
            using var answer = await sell($"sale-{sold}");
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                return sold;
            }

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string? key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request, Cancel);
    }
}
