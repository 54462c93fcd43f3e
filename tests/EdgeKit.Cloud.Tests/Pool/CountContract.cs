using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Tests.Pool;

/// <summary>Counting the central stock, and explaining every unit, whatever the store is.</summary>
public abstract class CountContract(StoreSource stores) : IAsyncLifetime
{
    private readonly KitLog _log = new("kit-1");
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));
        await _cloud.ReceiveAsync("TEA", 20);
        await _cloud.FeedAsync(_log, "");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task More_than_was_expected_exists()
    {
        await _cloud.GrantAsync(_log, "TEA", 5);

        Assert.Equal(new PoolCounted("TEA", 15, 22, 0, 17), await CountAsync("TEA", 17));

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((22, 17, 0, 5, 0), (tea.Total, tea.Pool, tea.PoolShort, tea.Outstanding, tea.Unexplained));
    }

    [Fact]
    public async Task Less_than_was_expected_is_written_off_and_cannot_be_sold()
    {
        Assert.Equal(new PoolCounted("TEA", 20, 20, 8, 12), await CountAsync("TEA", 12));
        await CountAsync("TEA", 12);

        Assert.Equal(409, (await _cloud.ShopAsync("TEA", 13, "one")).Status);
        Assert.Equal(201, (await _cloud.ShopAsync("TEA", 12, "two")).Status);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((20, 0, 8, 12, 0), (tea.Total, tea.Pool, tea.PoolShort, tea.ShopSold, tea.Unexplained));
    }

    [Fact]
    public async Task What_nobody_heard_of_can_be_counted()
    {
        Assert.Equal(new PoolCounted("JAM", 0, 3, 0, 3), await CountAsync("JAM", 3));
        Assert.Equal(new PoolCounted("SOAP", 0, 0, 0, 0), await CountAsync("SOAP", 0));
    }

    [Fact]
    public async Task A_count_with_a_key_counts_once()
    {
        const string Body = """{"quantity":15,"reason":"inventory","by":"Ada"}""";
        var (_, first, _) = await _cloud.PostAsync("/v1/stock/TEA/count", Body, "count-1");
        await _cloud.ReceiveAsync("TEA", 5);

        var (_, again, replayed) = await _cloud.PostAsync("/v1/stock/TEA/count", Body, "count-1");

        Assert.Equal((first, true), (again, replayed));
        Assert.Equal(20, (await _cloud.LedgerAsync("TEA")).Pool);
    }

    [Fact]
    public async Task Every_unit_is_explained_whatever_happened()
    {
        var other = new KitLog("kit-2");
        await _cloud.GrantAsync(_log, "TEA", 9);
        _log.Acknowledge("TEA", 9);
        _log.Receive("TEA", 4);
        var order = _log.Sell("TEA", 3);
        _log.TakeBack(RecordTypes.OrderVoided, order, "TEA", 1, OrderStatus.Paid);
        _log.Count("TEA", 9, -2);
        _log.GiveBack("TEA", 2, 2);
        _log.SendOn(Guid.Parse("7a000000-0000-4000-8000-000000000001"), "TEA", 3, other);
        other.Sell("TEA", 1);
        await _cloud.PushAsync(_log, 1, _log.Records.Count);
        await _cloud.PushAsync(other, 1, 1);
        await _cloud.ShopAsync("TEA", 2, "one");
        await CountAsync("TEA", 10);
        await _cloud.PostAsync("/v1/kits/kit-1/lost", """{"reason":"stolen","by":"Ada"}""");

        var explanation = await _cloud.ExplainAsync("TEA");

        var tea = explanation.Ledger;
        Assert.Equal(
            new LedgerEntry("TEA", 24, 5, 9, 2, 10, 2, 4, 1, 2, 1, 0, 4, 3, 1, 0), tea with { ByKit = null });
        Assert.Equal(tea.Total, tea.Pool + tea.Sold + tea.PoolShort + tea.Short + tea.Outstanding + tea.Suspense + tea.InTransit - tea.Deficit);
        Assert.Equal([("kit-1", 4), ("kit-2", -1)], tea.ByKit!.Select(static kit => (kit.Kit, Assert.Single(kit.Logs).Held)));
        Assert.Equal(3, Assert.Single(explanation.Transit).Quantity);
        Assert.Equal([Act.Counted, Act.Granted, Act.Received], explanation.Journal.Select(static entry => entry.Act));
        Assert.Equal(("inventory", "Ada"), (explanation.Journal[0].Reason, explanation.Journal[0].By));
    }

    [Fact]
    public async Task What_nobody_heard_of_is_404()
    {
        using var response = await _cloud.Client.GetAsync(new Uri("/v1/stock/NONE/explain", UriKind.Relative), Cancel);

        Assert.Equal(404, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/stock/TEA/count", """{"quantity":-1,"reason":"x","by":"y"}""", "quantity")]
    [InlineData("/v1/stock/TEA/count", """{"quantity":1,"reason":"","by":"y"}""", "reason")]
    [InlineData("/v1/stock/TEA/count", """{"quantity":1,"reason":"x","by":""}""", "by")]
    [InlineData("/v1/stock/T%20A/count", """{"quantity":1,"reason":"x","by":"y"}""", "sku")]
    [InlineData("/v1/stock/TEA/receive", """{"quantity":1,"reason":"a\u0000"}""", "reason")]
    public async Task What_cannot_be_is_refused_and_the_field_named(string path, string json, string field)
    {
        var (status, body, _) = await _cloud.PostAsync(path, json);

        Assert.Equal((400, field), (status, JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!.Field));
    }

    private async Task<PoolCounted> CountAsync(string sku, int quantity)
    {
        var (status, body, _) = await _cloud.PostAsync($"/v1/stock/{sku}/count", $$"""{"quantity":{{quantity}},"reason":"inventory","by":"Ada"}""");
        Assert.True(status == 200, body);
        return JsonSerializer.Deserialize(body, CloudJson.Default.PoolCounted)!;
    }
}
