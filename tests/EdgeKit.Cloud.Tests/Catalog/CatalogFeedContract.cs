using EdgeKit.Cloud.Catalog;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing;

namespace EdgeKit.Cloud.Tests.Catalog;

/// <summary>What kits are sent, whatever the store is.</summary>
public abstract class CatalogFeedContract(StoreSource stores) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
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
    public async Task A_cloud_that_never_published_one_sends_no_catalogue()
    {
        var feed = await _cloud.FeedAsync("");

        Assert.Empty(feed.Entries);
        Assert.Equal("", feed.Next);
        Assert.Equal("", (await _cloud.ProbeAsync(new KitLog("kit-1"))).Answer?.Feed);
    }

    [Fact]
    public async Task A_kit_that_has_none_is_sent_the_whole_catalogue()
    {
        var version = await _cloud.PublishAsync(Item("TEA"), Item("CAKE") with { Stock = 9 });

        var feed = await _cloud.FeedAsync("");

        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("catalog.snapshot", version), (entry.Type, entry.Snapshot?.Version));
        Assert.Equal(["TEA", "CAKE"], entry.Snapshot!.Items.Select(static item => item.Sku));
        Assert.Equal(feed.Next, (await _cloud.ProbeAsync(new KitLog("kit-1"))).Answer?.Feed);
        Assert.Empty((await _cloud.FeedAsync(feed.Next)).Entries);
        Assert.Empty(await _cloud.LedgerAsync());
    }

    [Fact]
    public async Task A_kit_that_has_one_is_sent_what_changed_since()
    {
        var first = await _cloud.PublishAsync(Item("TEA"), Item("CAKE"), Item("JAM"));
        var since = (await _cloud.FeedAsync("")).Next;
        var second = await _cloud.PublishAsync(Item("TEA", 300), Item("JAM"));
        var third = await _cloud.PublishAsync(Item("TEA", 300), Item("JAM"), Item("SOAP"));

        var feed = await _cloud.FeedAsync(since);

        Assert.Equal(["catalog.delta", "catalog.delta"], feed.Entries.Select(static entry => entry.Type));
        Assert.Equal([(first, second), (second, third)], feed.Entries.Select(static entry => (entry.Delta!.From, entry.Delta.Version)));
        Assert.Equal(300, Assert.Single(feed.Entries[0].Delta!.Changed).Price.Amount);
        Assert.Equal(["CAKE"], feed.Entries[0].Delta!.Removed);
        Assert.Equal(["SOAP"], feed.Entries[1].Delta!.Changed.Select(static item => item.Sku));
    }

    [Fact]
    public async Task The_same_catalogue_again_is_no_new_version()
    {
        var first = await _cloud.PublishAsync(Item("TEA"));
        var since = (await _cloud.FeedAsync("")).Next;

        Assert.Equal(first, await _cloud.PublishAsync(Item("TEA") with { Stock = 4 }));
        Assert.Equal(since, (await _cloud.FeedAsync(since)).Next);
    }

    [Fact]
    public async Task Another_order_of_items_is_sent_whole()
    {
        await _cloud.PublishAsync(Item("TEA"), Item("CAKE"));
        var since = (await _cloud.FeedAsync("")).Next;
        await _cloud.PublishAsync(Item("CAKE"), Item("TEA"));

        Assert.Equal(["CAKE", "TEA"], Assert.Single((await _cloud.FeedAsync(since)).Entries).Snapshot!.Items.Select(static item => item.Sku));
    }

    [Fact]
    public async Task A_kit_that_was_away_too_long_is_sent_the_whole_catalogue()
    {
        await _cloud.PublishAsync(Item("TEA"));
        var since = (await _cloud.FeedAsync("")).Next;
        for (var price = 1; price <= CatalogTable.DeltasKept + 1; price++)
        {
            await _cloud.PublishAsync(Item("TEA", price));
        }

        Assert.Equal("catalog.snapshot", Assert.Single((await _cloud.FeedAsync(since)).Entries).Type);
    }

    [Fact]
    public async Task A_cursor_of_a_future_that_was_lost_is_sent_the_whole_catalogue()
    {
        await _cloud.PublishAsync(Item("TEA"));
        await _cloud.DisposeAsync();
        var backup = await stores.CopyAsync(_address, Cancel);
        string lostCursor;
        await using (var lost = await TestCloud.StartAsync(_address))
        {
            await lost.PublishAsync(Item("TEA", 999));
            lostCursor = (await lost.FeedAsync("")).Next;
        }

        _cloud = await TestCloud.StartAsync(backup, _clock);
        Assert.Equal("catalog.snapshot", Assert.Single((await _cloud.FeedAsync(lostCursor)).Entries).Type);
        await _cloud.PublishAsync(Item("TEA", 111));
        Assert.Equal(111, Assert.Single((await _cloud.FeedAsync(lostCursor)).Entries).Snapshot!.Items[0].Price.Amount);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("7-0000000000000000")]
    [InlineData("1-0000000000000000")]
    public async Task A_cursor_that_is_none_of_ours_is_sent_the_whole_catalogue(string since)
    {
        await _cloud.PublishAsync(Item("TEA"));

        Assert.Equal("catalog.snapshot", Assert.Single((await _cloud.FeedAsync(since)).Entries).Type);
    }

    [Fact]
    public async Task Who_waits_hears_of_a_publication_at_once()
    {
        var waiting = _cloud.FeedAsync("", wait: 60);
        await _clock.SleepAsync(Cancel);

        await _cloud.PublishAsync(Item("TEA"));

        Assert.Equal("catalog.snapshot", Assert.Single((await waiting).Entries).Type);
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_so_after_as_long_as_it_asked()
    {
        var waiting = _cloud.FeedAsync("", wait: 3);
        for (var second = 0; second < 3; second++)
        {
            _clock.Advance(await _clock.SleepAsync(Cancel));
        }

        Assert.Equal(("", 0), ((await waiting).Next, (await waiting).Entries.Count));
    }

    [Fact]
    public async Task Who_waits_hears_of_what_another_receiver_published()
    {
        if (stores is SqliteSource)
        {
            // Two processes on one file is what SQLite gives; two hosts on one file are the same to it.
            await _cloud.PublishAsync(Item("JAM"));
        }

        var since = (await _cloud.FeedAsync("")).Next;
        await using var other = await TestCloud.StartAsync(_address);
        var waiting = _cloud.FeedAsync(since, wait: 60);
        await _clock.SleepAsync(Cancel);

        await other.PublishAsync(Item("TEA"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        DownFeed heard = await waiting;
        Assert.NotEqual(since, heard.Next);
    }

    [Theory]
    [InlineData("""{"items":[{"sku":"","name":"Tea","price":{"amount":1,"currency":"EUR"}}]}""", "items[0].sku")]
    [InlineData("""{"items":[{"sku":"TEA","name":" ","price":{"amount":1,"currency":"EUR"}}]}""", "items[0].name")]
    [InlineData("""{"items":[{"sku":"TEA","name":"Tea","price":{"amount":-1,"currency":"EUR"}}]}""", "items[0].price.amount")]
    [InlineData("""{"items":[{"sku":"TEA","name":"Tea","price":{"amount":1,"currency":"eur"}}]}""", "items[0].price.currency")]
    [InlineData("""{"items":[{"sku":"TEA","name":"Tea","price":{"amount":1,"currency":"EUR"},"taxRate":1}]}""", "items[0].taxRate")]
    [InlineData("""{"items":[{"sku":"TEA","name":"Tea","price":{"amount":1,"currency":"EUR"},"stock":-1}]}""", "items[0].stock")]
    [InlineData("""{"items":[{"sku":"TEA","name":"Tea","price":{"amount":1.5,"currency":"EUR"}}]}""", "items[0].price.amount")]
    [InlineData("""{"items":[null]}""", "items[0]")]
    [InlineData("""{"items":[{"sku":"A","name":"A","price":{"amount":1,"currency":"EUR"}},{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"}}]}""", "items[1].sku")]
    [InlineData("""{"items":7}""", "items")]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("[", null)]
    public async Task A_catalogue_that_cannot_be_is_refused_and_the_field_named(string json, string? field)
    {
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/catalog") { Content = content };

        var result = await _cloud.SendAsync(request);

        Assert.Equal((400, ProblemTypes.BadRequest, field), (result.Status, result.Problem?.Type, result.Problem?.Field));
        Assert.Empty((await _cloud.FeedAsync("")).Entries);
    }

    private static CatalogImportItem Item(string sku, long price = 250) => new(sku, sku, new Money(price, "EUR"), 0.19m);
}
