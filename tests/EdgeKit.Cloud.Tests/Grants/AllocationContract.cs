using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts.Stock;
using EdgeKit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Grants;

/// <summary>Rights that are shared among kits and the shop, whatever the store is.</summary>
public abstract class AllocationContract(StoreSource stores) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly KitLog _one = new("kit-1");
    private readonly KitLog _other = new("kit-2");
    private string _address = "";
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _address = await stores.NewAsync(Cancel);
        _cloud = await TestCloud.StartAsync(_address, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_new_kit_has_rights_before_its_first_record()
    {
        await _cloud.ReceiveAsync("TEA", 60);
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 0, 0, 0));

        Assert.Equal(1, await AllocateAsync());

        var granted = TestCloud.RightsOf(await _cloud.FeedAsync(_one, ""))["TEA"].Granted;
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.InRange(granted, 10, 50);
        Assert.Equal((granted, 60 - granted, 0), (tea.Outstanding, tea.Pool, tea.Unexplained));
        Assert.Equal(0, await AllocateAsync());
    }

    [Fact]
    public async Task Who_is_asked_for_more_is_given_more()
    {
        await _cloud.ReceiveAsync("TEA", 60);
        await _cloud.ReportAsync(_one, 7_200, new SkuDemand("TEA", 10, 4, 0));
        await _cloud.ReportAsync(_other, 7_200, new SkuDemand("TEA", 60, 4, 0));

        await AllocateAsync();

        var (one, other) = ((await _cloud.ShareAsync(_one, "TEA")).Held, (await _cloud.ShareAsync(_other, "TEA")).Held);
        Assert.True(one > 4 && other > 2 * one, $"{one} {other}");
    }

    [Fact]
    public async Task Who_is_away_keeps_what_it_has_and_is_given_nothing()
    {
        await _cloud.ReceiveAsync("TEA", 40);
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 50, 4, 0));
        await AllocateAsync();
        var before = await _cloud.ShareAsync(_one, "TEA");
        _clock.Advance(AllocationTable.Contact + TimeSpan.FromSeconds(1));
        await _cloud.ReceiveAsync("TEA", 100);
        await _cloud.ReportAsync(_other, 3_600, new SkuDemand("TEA", 500, 4, 400));

        await AllocateAsync();

        Assert.Equal(before, await _cloud.ShareAsync(_one, "TEA"));
        Assert.True((await _cloud.ShareAsync(_other, "TEA")).Granted > 0);
    }

    [Fact]
    public async Task The_last_unit_is_fetched_for_who_waits_for_it_and_is_there_once_it_came_back()
    {
        await _cloud.ReceiveAsync("TEA", 1);
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 0, 1, 1));
        await AllocateAsync();
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 0, 1, 0));
        await _cloud.ReportAsync(_other, 3_600, new SkuDemand("TEA", 1, 1, 1));
        await AllocateAsync();
        Assert.Equal(new StockRight("TEA", 1, 1), TestCloud.RightsOf(await _cloud.FeedAsync(_one, ""))["TEA"]);
        Assert.Empty((await _cloud.FeedAsync(_other, "")).Entries);

        // Asked for once, and again only when nothing came of it.
        Assert.Equal(0, await AllocateAsync());
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, await AllocateAsync());
        _one.Acknowledge("TEA", 1);
        _one.GiveBack("TEA", 1, 1);
        await _cloud.PushAsync(_one, 1, 2);
        await AllocateAsync();

        Assert.Equal(new StockRight("TEA", 1, 0), TestCloud.RightsOf(await _cloud.FeedAsync(_other, ""))["TEA"]);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(0, await AllocateAsync());
        }
    }

    [Fact]
    public async Task What_the_shop_could_not_sell_is_fetched_for_it()
    {
        await _cloud.ReceiveAsync("TEA", 5);
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 0, 1, 5));
        await AllocateAsync();
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 0, 1, 0));

        Assert.Equal(409, (await _cloud.ShopAsync("TEA", 2, "one")).Status);
        await AllocateAsync();

        Assert.InRange(TestCloud.RightsOf(await _cloud.FeedAsync(_one, ""))["TEA"].ReturnTo, 2, 4);
    }

    [Fact]
    public async Task What_the_shop_sells_well_is_left_to_it()
    {
        await _cloud.ReceiveAsync("TEA", 60);
        await _cloud.ReceiveAsync("CAKE", 30);
        for (var order = 0; order < 30; order++)
        {
            await _cloud.ShopAsync("TEA", 1, $"order-{order}");
        }

        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 2, 2, 0), new SkuDemand("CAKE", 2, 2, 0));
        await _cloud.ReportAsync(_other, 3_600, new SkuDemand("TEA", 2, 2, 0), new SkuDemand("CAKE", 2, 2, 0));
        await AllocateAsync();

        Assert.True((await _cloud.LedgerAsync("TEA")).Pool > (await _cloud.LedgerAsync("CAKE")).Pool);
    }

    [Fact]
    public async Task A_kit_that_sends_records_is_in_contact_and_one_whose_file_is_taken_in_is_not()
    {
        await _cloud.ReceiveAsync("TEA", 40);
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 50, 4, 0));
        await _cloud.ReportAsync(_other, 3_600, new SkuDemand("TEA", 50, 4, 0));
        _clock.Advance(AllocationTable.Contact + TimeSpan.FromSeconds(1));
        await _cloud.PushAsync(_one.SellMany(1, "CAKE"), 1, 1);
        await _cloud.IngestFileAsync(_other.SellMany(1, "CAKE"), 1, 1);

        Assert.Equal(1, await AllocateAsync());

        Assert.True((await _cloud.ShareAsync(_one, "TEA")).Granted > 0);
        Assert.Equal(["kit-1"], (await _cloud.LedgerAsync("TEA")).ByKit!.Select(static kit => kit.Kit));
    }

    [Fact]
    public async Task Lost_kits_take_no_part()
    {
        await _cloud.ReceiveAsync("TEA", 30);
        await _cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 5, 1, 5));
        await _cloud.PostAsync("/v1/kits/kit-1/lost", """{"reason":"stolen","by":"Ada"}""");

        Assert.Equal(0, await AllocateAsync());
        Assert.Equal(30, (await _cloud.LedgerAsync("TEA")).Pool);
    }

    [Fact]
    public async Task Many_kits_and_items_are_each_given_something()
    {
        const int Items = 450;
        var skus = Enumerable.Range(0, Items).Select(static sku => $"SKU-{sku:D3}").ToList();
        foreach (var sku in skus)
        {
            await _cloud.ReceiveAsync(sku, 50);
        }

        await _cloud.ReportAsync(_one, 3_600, [.. skus.Select(static sku => new SkuDemand(sku, 4, 2, 0))]);
        await _cloud.ReportAsync(_other, 3_600, [.. skus.Select(static sku => new SkuDemand(sku, 4, 2, 0))]);

        Assert.Equal(Items, await AllocateAsync());
        Assert.Equal(Items, TestCloud.RightsOf(await _cloud.FeedAsync(_one, "")).Count);
        Assert.Equal(0, await AllocateAsync());
    }

    [Fact]
    public async Task By_itself_it_answers_a_report_at_once()
    {
        await using var cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel), allocates: true);
        await cloud.ReceiveAsync("TEA", 10);
        var waiting = cloud.FeedAsync(_one, "", wait: 60);

        await cloud.ReportAsync(_one, 3_600, new SkuDemand("TEA", 4, 1, 2));

        Assert.True(TestCloud.RightsOf(await waiting)["TEA"].Granted >= 2);

        // What is sold is filled up again, and what goes back is there for others.
        await cloud.ReceiveAsync("TEA", 50);
        await cloud.ReportAsync(_other, 3_600, new SkuDemand("TEA", 4, 1, 8));
        Assert.True(TestCloud.RightsOf(await cloud.FeedAsync(_other, "", wait: 60))["TEA"].Granted >= 8);
    }

    private Task<int> AllocateAsync() => _cloud.Services.GetRequiredService<Allocator>().RunAsync(skus: null, Cancel);
}
