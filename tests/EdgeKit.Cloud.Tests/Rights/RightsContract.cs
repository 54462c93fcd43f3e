using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Stock;
using EdgeKit.Testing;

namespace EdgeKit.Cloud.Tests.Rights;

/// <summary>Selling rights on their way to kits and back, whatever the store is.</summary>
public abstract class RightsContract(StoreSource stores) : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly KitLog _log = new("kit-1");
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
    public async Task A_grant_leaves_the_pool_and_goes_down_the_feed()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");

        var (status, body, _) = await _cloud.GrantAsync(_log, "TEA", 4);

        Assert.Equal(200, status);
        Assert.Equal(new RightsChanged("TEA", "kit-1", _log.Incarnation, 4, 0, 0, 6), JsonSerializer.Deserialize(body, CloudJson.Default.RightsChanged));
        var feed = await _cloud.FeedAsync(_log, "");
        var rights = Assert.Single(feed.Entries).Rights!;
        Assert.Equal((_log.Incarnation, null), (rights.Incarnation, rights.SellForSeconds));
        Assert.Equal([new StockRight("TEA", 4, 0)], rights.Skus);
        Assert.Empty((await _cloud.FeedAsync(_log, feed.Next)).Entries);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 6, 4, 4, 0), (tea.Total, tea.Pool, tea.Granted, tea.Outstanding, tea.Unexplained));
    }

    [Fact]
    public async Task The_answer_to_a_push_says_where_the_feed_stands()
    {
        await _cloud.PublishAsync(new CatalogImportItem("TEA", "Tea", new Money(250, "EUR")));
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        var before = (await _cloud.ProbeAsync(_log)).Answer!.Feed;
        await _cloud.GrantAsync(_log, "TEA", 1);

        var after = (await _cloud.ProbeAsync(_log)).Answer!.Feed;

        Assert.NotEqual(before, after);
        Assert.Equal((await _cloud.FeedAsync(_log, before)).Next, after);
        Assert.StartsWith(before + "~", after, StringComparison.Ordinal);
        Assert.Equal(before, (await _cloud.ProbeAsync(new KitLog("kit-2"))).Answer!.Feed);
    }

    [Fact]
    public async Task Only_what_changed_since_comes_again_and_all_of_it_in_one_number()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.ReceiveAsync("CAKE", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 1);
        var since = (await _cloud.FeedAsync(_log, "")).Next;
        await _cloud.GrantAsync(_log, "CAKE", 2);
        await _cloud.GrantAsync(_log, "CAKE", 3);

        var later = TestCloud.RightsOf(await _cloud.FeedAsync(_log, since));

        Assert.Equal([new StockRight("CAKE", 5, 0)], later.Values);
        Assert.Equal(["CAKE", "TEA"], TestCloud.RightsOf(await _cloud.FeedAsync(_log, "")).Keys.Order());
    }

    [Fact]
    public async Task Who_waits_hears_of_a_grant_at_once()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        var waiting = _cloud.FeedAsync(_log, "", wait: 60);
        await _clock.SleepAsync(Cancel);

        await _cloud.GrantAsync(_log, "TEA", 4);

        Assert.Equal(4, TestCloud.RightsOf(await waiting)["TEA"].Granted);
    }

    [Fact]
    public async Task Who_waits_hears_within_a_second_of_what_another_receiver_granted()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await using var other = await TestCloud.StartAsync(_address);
        var waiting = _cloud.FeedAsync(_log, "", wait: 60);
        await _clock.SleepAsync(Cancel);

        await other.GrantAsync(_log, "TEA", 4);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(4, TestCloud.RightsOf(await waiting)["TEA"].Granted);
    }

    [Fact]
    public async Task Rights_are_those_of_one_log()
    {
        var other = new KitLog("kit-1");
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.FeedAsync(other, "");
        await _cloud.GrantAsync(_log, "TEA", 4);

        Assert.Empty((await _cloud.FeedAsync(other, "")).Entries);
        Assert.Empty((await _cloud.FeedAsync("")).Entries);
    }

    [Fact]
    public async Task A_kit_may_start_only_so_many_logs_by_asking()
    {
        var logs = Enumerable.Range(0, LogGreeter.MostUnsettled + 1).Select(static _ => new KitLog("kit-1")).ToList();
        await _cloud.ReceiveAsync("TEA", 100);
        foreach (var log in logs)
        {
            await _cloud.FeedAsync(log, "");
        }

        Assert.Equal(200, (await _cloud.GrantAsync(logs[^2], "TEA", 1)).Status);
        Assert.Equal(404, (await _cloud.GrantAsync(logs[^1], "TEA", 1)).Status);
        Assert.Equal(409, (await _cloud.ReportAsync(logs[^1], 60, new SkuDemand("TEA", 1, 1, 0))).Status);
        await _cloud.PublishAsync(new CatalogImportItem("TEA", "Tea", new Money(250, "EUR")));
        Assert.Equal("catalog.snapshot", Assert.Single((await _cloud.FeedAsync(logs[^1], "")).Entries).Type);
        logs[^1].Sell("TEA", 1);
        Assert.Equal(1, (await _cloud.PushAsync(logs[^1], 1, 1)).AckSeq);
    }

    [Fact]
    public async Task A_frozen_log_is_given_nothing_and_told_nothing()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 4);
        _log.SellMany(2);
        await _cloud.PushAsync(_log, 1, 2);
        await _cloud.PushAsync(_log.CloneUpTo(1).SellMany(1, "CAKE"), 2, 2);

        var waiting = _cloud.FeedAsync(_log, "", wait: 2);
        for (var second = 0; second < 2; second++)
        {
            _clock.Advance(await _clock.SleepAsync(Cancel));
        }

        Assert.Empty((await waiting).Entries);
        var (status, body, _) = await _cloud.GrantAsync(_log, "TEA", 1);
        Assert.Equal((409, ProblemTypes.LogClosed), (status, Problem(body).Type));
        Assert.Equal(409, (await _cloud.ReportAsync(_log, 60, new SkuDemand("TEA", 1, 1, 0))).Status);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((6, 0, 2, 2, 0), (tea.Pool, tea.Outstanding, tea.Suspense, tea.Sold, tea.Unexplained));
    }

    [Fact]
    public async Task A_cloud_from_an_old_backup_tells_all_again_and_counts_on_from_beyond()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.ReceiveAsync("CAKE", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 4);
        await _cloud.DisposeAsync();
        var backup = await stores.CopyAsync(_address, Cancel);
        string lostCursor;
        await using (var lost = await TestCloud.StartAsync(_address, _clock))
        {
            await lost.GrantAsync(_log, "CAKE", 2);
            lostCursor = (await lost.FeedAsync(_log, "")).Next;
        }

        _cloud = await TestCloud.StartAsync(backup, _clock);
        Assert.Equal([new StockRight("TEA", 4, 0)], TestCloud.RightsOf(await _cloud.FeedAsync(_log, lostCursor)).Values);

        // A grant from before the kit came back is beyond what it has seen.
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _cloud.GrantAsync(_log, "TEA", 1);
        Assert.Equal([new StockRight("TEA", 5, 0)], TestCloud.RightsOf(await _cloud.FeedAsync(_log, lostCursor)).Values);
    }

    [Fact]
    public async Task A_grant_that_the_cloud_forgot_comes_out_of_the_pool_and_a_person_is_told()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 4);
        _log.Acknowledge("TEA", 7);

        await _cloud.PushAsync(_log, 1, 1);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((7, 3, 7, 0), (tea.Granted, tea.Pool, tea.Outstanding, tea.Unexplained));
        Assert.Contains("7 of TEA and the cloud knows of 4", Assert.Single(await _cloud.SetAsideAsync(_log)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_there_was_shows_as_a_deficit_and_nothing_more_is_given_away()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.ShopAsync("TEA", 6, "one");
        _log.Acknowledge("TEA", 7);

        await _cloud.PushAsync(_log, 1, 1);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((0, 3, 7, 0), (tea.Pool, tea.Deficit, tea.Outstanding, tea.Unexplained));
        Assert.Equal(409, (await _cloud.ShopAsync("TEA", 1, "two")).Status);
        Assert.Equal(409, (await _cloud.GrantAsync(_log, "TEA", 1)).Status);
    }

    [Fact]
    public async Task What_a_kit_saw_and_gave_back_is_known()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 6);
        _log.Acknowledge("TEA", 6);
        _log.Sell("TEA", 1);
        _log.GiveBack("TEA", 2, 2);
        _log.GiveBack("TEA", 1, 3);

        await _cloud.PushAsync(_log, 1, 4);
        await _cloud.PushAsync(_log, 1, 4);

        var (tea, share) = (await _cloud.LedgerAsync("TEA"), await _cloud.ShareAsync(_log, "TEA"));
        Assert.Equal((6, 3, 7, 2, 0), (tea.Granted, tea.Returned, tea.Pool, tea.Outstanding, tea.Unexplained));
        Assert.Equal((6, 6, 3, 2), (share.Granted, share.Acknowledged, share.Returned, share.Held));
        Assert.Empty(await _cloud.SetAsideAsync(_log));
    }

    [Theory]
    [InlineData(5, 5, "4 were granted")]
    [InlineData(1, 1, "went back before")]
    [InlineData(2, 2, "went back before")]
    public async Task What_cannot_have_gone_back_is_set_aside(long quantity, long returned, string why)
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 4);
        _log.GiveBack("TEA", 2, 2);
        _log.GiveBack("TEA", quantity, returned);

        Assert.Equal(2, (await _cloud.PushAsync(_log, 1, 2)).AckSeq);

        Assert.Contains(why, Assert.Single(await _cloud.SetAsideAsync(_log)).Why, StringComparison.Ordinal);
        Assert.Equal((2, 8), ((await _cloud.LedgerAsync("TEA")).Returned, (await _cloud.LedgerAsync("TEA")).Pool));
    }

    [Theory]
    [InlineData("GrantAcknowledged", """{"sku":"TEA","granted":-1}""")]
    [InlineData("GrantAcknowledged", """{"sku":"TEA","granted":9223372036854775807}""")]
    [InlineData("GrantReturned", """{"sku":"TEA","quantity":0,"returned":1}""")]
    [InlineData("GrantReturned", """{"sku":"TEA","quantity":2,"returned":1}""")]
    [InlineData("TransferOut", """{"transferId":"00000000-0000-4000-8000-000000000001","sku":"TEA","quantity":0,"kit":"kit-2","incarnation":"00000000-0000-4000-8000-000000000002"}""")]
    [InlineData("TransferIn", """{"transferId":"00000000-0000-4000-8000-000000000001","sku":"TEA","quantity":1,"kit":"a b","incarnation":"00000000-0000-4000-8000-000000000002","seq":1}""")]
    public async Task A_record_of_rights_that_cannot_be_is_set_aside(string type, string body)
    {
        _log.Add(type, body);

        Assert.Equal(1, (await _cloud.PushAsync(_log, 1, 1)).AckSeq);

        Assert.Single(await _cloud.SetAsideAsync(_log));
        Assert.Empty(await _cloud.LedgerAsync());
    }

    [Fact]
    public async Task More_than_the_pool_has_is_not_granted()
    {
        await _cloud.ReceiveAsync("TEA", 3);
        await _cloud.FeedAsync(_log, "");

        var (status, body, _) = await _cloud.GrantAsync(_log, "TEA", 4);

        Assert.Equal((409, ProblemTypes.OutOfStock, 3), (status, Problem(body).Type, Problem(body).Available!["TEA"]));
        Assert.Empty((await _cloud.FeedAsync(_log, "")).Entries);
    }

    [Fact]
    public async Task A_grant_with_a_key_is_given_once_and_is_in_the_journal()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _cloud.GrantAsync(_log, "TEA", 2, "once")));

        Assert.Single(answers.Select(static answer => answer.Body).Distinct());
        Assert.Equal(2, (await _cloud.LedgerAsync("TEA")).Granted);
        var journal = await _cloud.GetAsync("/v1/journal?since=1", CloudJson.Default.JournalPage);
        Assert.Equal((EdgeKit.Cloud.Journal.Act.Granted, "TEA", "kit-1", 2), (journal.Entries[0].Act, journal.Entries[0].Sku, journal.Entries[0].Kit, journal.Entries[0].Quantity));
    }

    [Fact]
    public async Task What_is_asked_back_is_no_more_than_is_there()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 6);
        _log.Sell("TEA", 2);
        _log.GiveBack("TEA", 1, 1);
        await _cloud.PushAsync(_log, 1, 2);

        await _cloud.RecallAsync(_log, "TEA", 9);

        Assert.Equal(new StockRight("TEA", 6, 4), TestCloud.RightsOf(await _cloud.FeedAsync(_log, ""))["TEA"]);
        Assert.Equal(5, (await _cloud.LedgerAsync("TEA")).Pool);

        // A grant takes back what was asked.
        await _cloud.GrantAsync(_log, "TEA", 1);
        Assert.Equal(new StockRight("TEA", 7, 1), TestCloud.RightsOf(await _cloud.FeedAsync(_log, ""))["TEA"]);
    }

    [Fact]
    public async Task Kits_are_told_for_how_long_they_may_sell_and_when_that_changes()
    {
        await _cloud.ReceiveAsync("TEA", 10);
        await _cloud.FeedAsync(_log, "");
        await _cloud.GrantAsync(_log, "TEA", 6);
        var since = (await _cloud.FeedAsync(_log, "")).Next;
        await using var other = await TestCloud.StartAsync(_address, _clock, sellFor: 172_800);

        var feed = await other.FeedAsync(_log, since);

        Assert.Equal(172_800, Assert.Single(feed.Entries).Rights!.SellForSeconds);
        Assert.Empty(feed.Entries[0].Rights!.Skus);
        Assert.Equal(feed.Next, (await other.ProbeAsync(_log)).Answer!.Feed);
        Assert.Empty((await other.FeedAsync(_log, feed.Next)).Entries);
        Assert.Null(Assert.Single((await _cloud.FeedAsync(_log, feed.Next)).Entries).Rights!.SellForSeconds);
    }

    [Theory]
    [InlineData("/v1/stock/TEA/grants", """{"kit":"kit-1","quantity":0}""", "quantity")]
    [InlineData("/v1/stock/TEA/grants", """{"kit":"kit-1","quantity":1.5}""", "quantity")]
    [InlineData("/v1/stock/TEA/grants", """{"kit":"a b","quantity":1}""", "kit")]
    [InlineData("/v1/stock/TEA/grants", """{"kit":"kit-1","quantity":1,"incarnation":"x"}""", "incarnation")]
    [InlineData("/v1/stock/TEA/grants", """{"kit":"kit-1","quantity":1,"by":"a\u0000"}""", "by")]
    [InlineData("/v1/stock/T%20A/grants", """{"kit":"kit-1","quantity":1}""", "sku")]
    [InlineData("/v1/stock/TEA/recalls", """{"kit":"kit-1","quantity":-1}""", "quantity")]
    public async Task Rights_by_hand_that_cannot_be_are_refused_and_the_field_named(string path, string json, string field)
    {
        var (status, body, _) = await _cloud.PostAsync(path, json);

        Assert.Equal((400, field), (status, Problem(body).Field));
    }

    [Theory]
    [InlineData("""{"offlineSeconds":-1,"skus":[]}""", "offlineSeconds")]
    [InlineData("""{"offlineSeconds":1e999,"skus":[]}""", "offlineSeconds")]
    [InlineData("""{"offlineSeconds":60}""", null)]
    [InlineData("""{"offlineSeconds":60,"skus":[null]}""", "skus[0]")]
    [InlineData("""{"offlineSeconds":60,"skus":[{"sku":"a b","units":1,"hours":1,"wanted":0}]}""", "skus[0].sku")]
    [InlineData("""{"offlineSeconds":60,"skus":[{"sku":"TEA","units":-1,"hours":1,"wanted":0}]}""", "skus[0].units")]
    [InlineData("""{"offlineSeconds":60,"skus":[{"sku":"TEA","units":1,"hours":1e300,"wanted":0}]}""", "skus[0].hours")]
    [InlineData("""{"offlineSeconds":60,"skus":[{"sku":"TEA","units":1,"hours":1,"wanted":-1}]}""", "skus[0].wanted")]
    [InlineData("""{"offlineSeconds":60,"skus":[{"sku":"TEA","units":1,"hours":1,"wanted":0},{"sku":"TEA","units":1,"hours":1,"wanted":0}]}""", "skus[1].sku")]
    public async Task A_report_that_cannot_be_is_refused_and_the_field_named(string json, string? field)
    {
        var (status, body) = await _cloud.ReportAsync(_log, json);

        Assert.Equal((400, ProblemTypes.BadRequest, field), (status, Problem(body).Type, Problem(body).Field));
    }

    [Fact]
    public async Task A_report_needs_the_log_that_it_speaks_of()
    {
        var (status, body, _) = await _cloud.PostAsync("/v1/kits/kit-1/rights", """{"offlineSeconds":60,"skus":[]}""");

        Assert.Equal((400, "Edge-Incarnation"), (status, Problem(body).Field));
        Assert.Equal(204, (await _cloud.ReportAsync(_log, 60, new SkuDemand("TEA", 1, 1, 0))).Status);
    }

    private static Problem Problem(string body) => JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!;
}
