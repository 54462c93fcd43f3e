using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Tests.Shop;

/// <summary>The online shop sells from the pool and never more than is in it, whatever the store is.</summary>
public abstract class ShopContract(StoreSource stores) : IAsyncLifetime
{
    private const string Orders = "/v1/shop/orders";

    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Fifty_orders_at_once_never_take_the_pool_below_zero()
    {
        await ReceiveAsync("TEA", 20);
        await ReceiveAsync("CAKE", 30);

        // Half of them name the SKUs the other way round, which must not end in a deadlock.
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(order => _cloud.PostAsync(
            Orders,
            order % 2 == 0
                ? """{"lines":[{"sku":"TEA","quantity":1},{"sku":"CAKE","quantity":1}]}"""
                : """{"lines":[{"sku":"CAKE","quantity":1},{"sku":"TEA","quantity":1}]}""",
            $"order-{order}")));

        Assert.Equal((20, 30), (answers.Count(static answer => answer.Status == 201), answers.Count(static answer => answer.Status == 409)));
        var (tea, cake) = (await _cloud.LedgerAsync("TEA"), await _cloud.LedgerAsync("CAKE"));
        Assert.Equal((0, 20, 20), (tea.Pool, tea.ShopSold, tea.Sold));
        Assert.Equal((10, 20), (cake.Pool, cake.ShopSold));
    }

    [Fact]
    public async Task Goods_that_stalls_received_are_not_the_shops_while_kits_send()
    {
        await ReceiveAsync("TEA", 10);
        var logs = Enumerable.Range(1, 4).Select(static kit => new KitLog($"kit-{kit}")).ToList();
        logs.ForEach(static log =>
        {
            for (var round = 0; round < 10; round++)
            {
                log.Receive("TEA", 5);
                log.Sell("TEA", 2);
            }
        });

        var shop = Enumerable.Range(0, 30).Select(order => SellAsync("TEA", 1, $"o{order}"));
        var kits = logs.Select(async log =>
        {
            for (var first = 1; first <= 20; first += 2)
            {
                await _cloud.PushAsync(log, first, first + 1);
            }
        });
        var sold = Task.WhenAll(shop);
        await Task.WhenAll(kits);

        Assert.Equal(10, (await sold).Count(static answer => answer.Status == 201));
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((210, 200, 0, 90), (tea.Total, tea.Received, tea.Pool, tea.Sold));
    }

    [Fact]
    public async Task A_key_sells_once_and_answers_the_same_bytes()
    {
        await ReceiveAsync("TEA", 5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SellAsync("TEA", 2, "one")));

        Assert.All(answers, static answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(static answer => answer.Body).Distinct());
        Assert.Equal(1, answers.Count(static answer => !answer.Replayed));
        Assert.Equal(3, (await _cloud.LedgerAsync("TEA")).Pool);
    }

    [Fact]
    public async Task A_key_with_another_order_is_422()
    {
        await ReceiveAsync("TEA", 5);
        await SellAsync("TEA", 2, "one");

        var (status, body, _) = await SellAsync("TEA", 1, "one");

        Assert.Equal((422, ProblemTypes.KeyReused), (status, Problem(body).Type));
    }

    [Fact]
    public async Task What_was_refused_may_be_tried_again_with_its_key()
    {
        Assert.Equal(409, (await SellAsync("TEA", 2, "one")).Status);
        await ReceiveAsync("TEA", 2);

        Assert.Equal(201, (await SellAsync("TEA", 2, "one")).Status);
    }

    [Fact]
    public async Task Too_few_says_how_many_there_are_and_sells_nothing()
    {
        await ReceiveAsync("TEA", 3);
        await ReceiveAsync("CAKE", 9);

        var (status, body, _) = await _cloud.PostAsync(
            Orders, """{"lines":[{"sku":"CAKE","quantity":1},{"sku":"TEA","quantity":2},{"sku":"TEA","quantity":2},{"sku":"NONE","quantity":1}]}""", "one");

        Assert.Equal((409, ProblemTypes.OutOfStock), (status, Problem(body).Type));
        Assert.Equal([("NONE", 0L), ("TEA", 3L)], Problem(body).Available!.Select(static sku => (sku.Key, sku.Value)).Order());
        Assert.Equal(9, (await _cloud.LedgerAsync("CAKE")).Pool);
    }

    [Fact]
    public async Task Goods_received_with_a_key_count_once()
    {
        const string Body = """{"quantity":4,"reason":"delivery","by":"test"}""";

        var (_, first, _) = await _cloud.PostAsync("/v1/stock/TEA/receive", Body, "delivery-1");
        var (_, again, replayed) = await _cloud.PostAsync("/v1/stock/TEA/receive", Body, "delivery-1");
        await _cloud.PostAsync("/v1/stock/CAKE/receive", Body, "delivery-2");

        Assert.True(replayed);
        Assert.Equal(first, again);
        Assert.Equal(new EdgeKit.Cloud.Pool.PoolChanged("TEA", 4, 4), JsonSerializer.Deserialize(first, CloudJson.Default.PoolChanged));
    }

    [Theory]
    [InlineData(Orders, """{"lines":[]}""", "k", "lines")]
    [InlineData(Orders, """{"lines":[null]}""", "k", "lines[0]")]
    [InlineData(Orders, """{"lines":[{"sku":"TEA","quantity":0}]}""", "k", "lines[0].quantity")]
    [InlineData(Orders, """{"lines":[{"sku":"TEA","quantity":99999999999}]}""", "k", "lines[0].quantity")]
    [InlineData(Orders, """{"lines":[{"sku":"'; DROP TABLE pool; --","quantity":1}]}""", "k", "lines[0].sku")]
    [InlineData(Orders, """{"lines":[{"sku":"TEA","quantity":1}],"reference":"a\u0000b"}""", "k", "reference")]
    [InlineData(Orders, """{"lines":[{"sku":"TEA","quantity":1}]}""", null, "Idempotency-Key")]
    [InlineData("/v1/stock/TEA/receive", """{"quantity":0}""", "k", "quantity")]
    [InlineData("/v1/stock/T%20A/receive", """{"quantity":1}""", "k", "sku")]
    public async Task What_cannot_be_is_refused_and_the_field_named(string path, string json, string? key, string field)
    {
        var (status, body, _) = await _cloud.PostAsync(path, json, key);

        Assert.Equal((400, field), (status, Problem(body).Field));
    }

    private static Problem Problem(string body) => JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!;

    private Task<(int Status, string Body, bool Replayed)> SellAsync(string sku, int quantity, string key) =>
        _cloud.PostAsync(Orders, $$"""{"lines":[{"sku":"{{sku}}","quantity":{{quantity}}}]}""", key);

    private async Task ReceiveAsync(string sku, int quantity)
    {
        var (status, body, _) = await _cloud.PostAsync($"/v1/stock/{sku}/receive", $$"""{"quantity":{{quantity}}}""");
        Assert.True(status == 200, body);
    }
}
