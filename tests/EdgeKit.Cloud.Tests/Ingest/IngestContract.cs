using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Tests.Ingest;

/// <summary>The sequence rule and what follows from records, whatever the store is.</summary>
public abstract class IngestContract(StoreSource stores) : IAsyncLifetime
{
    private string _address = "";
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _address = await stores.NewAsync(Cancel);
        _cloud = await TestCloud.StartAsync(_address);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_is_acknowledged_up_to_its_last_record()
    {
        var log = new KitLog("kit-1").SellMany(5);

        var result = await _cloud.PushAsync(log, 1, 5);
        Assert.Equal((200, 5, log.Incarnation), (result.Status, result.AckSeq, result.Answer?.Incarnation));
        Assert.Equal([1L, 2, 3, 4, 5], (await _cloud.OrdersAsync()).Select(static order => order.Seq));
    }

    [Fact]
    public async Task A_batch_beyond_a_gap_is_refused_with_what_is_missing()
    {
        var log = new KitLog("kit-1").SellMany(9);
        await _cloud.PushAsync(log, 1, 3);

        var result = await _cloud.PushAsync(log, 5, 9);
        Assert.Equal((409, ProblemTypes.SequenceGap, 4, log.Incarnation), (result.Status, result.Problem!.Type, result.Problem.ExpectedSeq, result.Problem.Incarnation));
        Assert.Equal(3, (await _cloud.ProbeAsync(log)).AckSeq);
    }

    [Fact]
    public async Task A_log_that_nobody_knows_starts_at_one()
    {
        var log = new KitLog("kit-1").SellMany(3);

        Assert.Equal(0, (await _cloud.ProbeAsync(log)).AckSeq);
        Assert.Equal(1, (await _cloud.PushAsync(log, 2, 3)).Problem?.ExpectedSeq);
    }

    [Fact]
    public async Task The_same_batch_five_times_has_one_effect()
    {
        var log = new KitLog("kit-1");
        log.Receive("TEA", 40);
        log.SellMany(10);

        for (var time = 0; time < 5; time++)
        {
            Assert.Equal(11, (await _cloud.PushAsync(log, 1, 11)).AckSeq);
        }

        Assert.Equal(10, (await _cloud.OrdersAsync()).Count);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((40, 10, 40, 0), (tea.Total, tea.Sold, tea.Received, tea.Pool));
    }

    [Fact]
    public async Task The_same_batch_five_times_at_once_has_one_effect()
    {
        var log = new KitLog("kit-1").SellMany(50);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _cloud.PushAsync(log, 1, 50)));

        Assert.All(results, static result => Assert.Equal(50, result.AckSeq));
        Assert.Equal(50, (await _cloud.OrdersAsync()).Count);
        Assert.Equal(50, (await _cloud.LedgerAsync("TEA")).Sold);
    }

    [Fact]
    public async Task Of_a_batch_that_overlaps_only_what_is_new_counts()
    {
        var log = new KitLog("kit-1").SellMany(20);
        await _cloud.PushAsync(log, 1, 12);

        Assert.Equal(20, (await _cloud.PushAsync(log, 6, 20)).AckSeq);
        Assert.Equal(20, (await _cloud.PushAsync(log, 3, 9)).AckSeq);

        Assert.Equal(20, (await _cloud.LedgerAsync("TEA")).Sold);
        Assert.Equal(Enumerable.Range(1, 20).Select(static seq => (long)seq), (await _cloud.OrdersAsync()).Select(static order => order.Seq));
    }

    [Fact]
    public async Task Kits_and_incarnations_do_not_touch_one_another()
    {
        KitLog[] logs = [new KitLog("kit-1").SellMany(30), new KitLog("kit-1").SellMany(30), new KitLog("kit-2").SellMany(30), new KitLog("kit-3").SellMany(30)];

        await Task.WhenAll(logs.Select(async log =>
        {
            for (var first = 1; first <= 30; first += 3)
            {
                Assert.Equal(first + 2, (await _cloud.PushAsync(log, first, first + 2)).AckSeq);
            }
        }));

        Assert.Equal(60, (await _cloud.OrdersAsync("kit-1")).Count);
        Assert.Equal(120, (await _cloud.OrdersAsync(limit: 7)).Select(static order => order.OrderId).Distinct().Count());
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal([("kit-1", 60), ("kit-2", 30), ("kit-3", 30)], tea.ByKit!.Select(static share => (share.Kit, share.Sold)));
    }

    [Fact]
    public async Task A_log_in_any_cut_and_order_gives_the_same_ledger()
    {
        var log = new KitLog("kit-1");
        log.Receive("TEA", 100);
        for (var round = 0; round < 20; round++)
        {
            var order = log.Sell("TEA", 2, OrderStatus.Open);
            log.TakeBack(RecordTypes.OrderVoided, order, "TEA", 1, OrderStatus.Open);
            log.Pay(order);
        }

        var random = new Random(7);
        for (var sent = 0; (await _cloud.ProbeAsync(log)).AckSeq < log.Records.Count; sent++)
        {
            Assert.InRange(sent, 0, 2_000);
            var first = random.Next(1, log.Records.Count + 1);
            await _cloud.PushAsync(log, first, Math.Min(log.Records.Count, first + random.Next(0, 12)));
        }

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((100, 20, 20, 0), (tea.Total, tea.Sold, tea.PutBack, tea.Pool));
        Assert.All(await _cloud.OrdersAsync(), static order => Assert.Equal(OrderStatus.Paid, order.Status));
        Assert.Equal(0, (await _cloud.LogAsync(log)).Quarantined);
    }

    [Fact]
    public async Task An_order_follows_what_happens_to_it()
    {
        var log = new KitLog("kit-1");
        var (paid, voided, refunded) = (log.Sell("TEA", 1, OrderStatus.Open), log.Sell("TEA", 2, OrderStatus.Open), log.Sell("TEA", 3));
        await _cloud.PushAsync(log, 1, 3);

        log.Pay(paid);
        log.TakeBack(RecordTypes.OrderVoided, voided, "TEA", 2, OrderStatus.Voided);
        log.TakeBack(RecordTypes.OrderRefunded, refunded, "TEA", 3, OrderStatus.Refunded, restock: false);
        await _cloud.PushAsync(log, 4, 6);

        Assert.Equal([OrderStatus.Paid, OrderStatus.Voided, OrderStatus.Refunded], (await _cloud.OrdersAsync()).Select(static order => order.Status));
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((4, 2), (tea.Sold, tea.PutBack));
    }

    [Fact]
    public async Task An_order_whose_rest_is_voided_after_a_refund_is_refunded()
    {
        var log = new KitLog("kit-1");
        var order = log.Sell("TEA", 3);
        log.TakeBack(RecordTypes.OrderRefunded, order, "TEA", 1, OrderStatus.Paid, restock: false);
        log.TakeBack(RecordTypes.OrderVoided, order, "TEA", 2, OrderStatus.Refunded);

        await _cloud.PushAsync(log, 1, 3);

        Assert.Equal(OrderStatus.Refunded, Assert.Single(await _cloud.OrdersAsync()).Status);
        Assert.Equal(0, (await _cloud.LogAsync(log)).Quarantined);
    }

    [Fact]
    public async Task What_arrives_at_a_stall_exists_and_is_not_the_pools()
    {
        var log = new KitLog("kit-1");
        log.Receive("TEA", 10);
        log.Count("TEA", 13, 3);
        log.Count("TEA", 8, -5);
        await _cloud.PushAsync(log, 1, 3);
        await _cloud.PostAsync("/v1/stock/TEA/receive", """{"quantity":7,"reason":"delivery","by":"test"}""", "k1");

        var tea = await _cloud.LedgerAsync("TEA");

        Assert.Equal((20, 13, 7, 5), (tea.Total, tea.Received, tea.Pool, tea.Short));
    }

    [Theory]
    [InlineData("SomethingNewer", """{"a":1}""", "type")]
    [InlineData("StockReceived", """{"sku":"TEA"}""", "body")]
    [InlineData("StockReceived", """{"sku":"TEA","quantity":-4,"reason":"","by":""}""", "quantity")]
    [InlineData("StockReceived", """{"sku":"a b","quantity":4,"reason":"","by":""}""", "SKU")]
    [InlineData("StockReceived", "null", "body")]
    [InlineData("OrderAccepted", """{"orderId":"00000000-0000-0000-0000-000000000001","receipt":"1","status":"paid","lines":[],"total":{"amount":1,"currency":"EUR"},"payment":{"method":"cash"}}""", "id")]
    [InlineData("OrderPaid", """{"orderId":"00000000-0000-0000-0000-000000000001","amount":{"amount":1,"currency":"EUR"},"payment":{"method":"cash"}}""", "order")]
    public async Task A_record_that_cannot_be_understood_is_set_aside_and_acknowledged(string type, string body, string why)
    {
        var log = new KitLog("kit-1");
        log.Sell("TEA", 1);
        log.Add(type, body);
        log.Sell("TEA", 1);

        Assert.Equal(3, (await _cloud.PushAsync(log, 1, 3)).AckSeq);

        Assert.Equal(1, (await _cloud.LogAsync(log)).Quarantined);
        var setAside = Assert.Single(await _cloud.GetAsync("/v1/kits/kit-1/quarantine", CloudJson.Default.IReadOnlyListSetAsideRecord));
        Assert.Equal((2, type), (setAside.Seq, setAside.Type));
        Assert.Contains(why, setAside.Why, StringComparison.Ordinal);
        Assert.Equal([1L, 3], (await _cloud.OrdersAsync()).Select(static order => order.Seq));
    }

    [Fact]
    public async Task What_people_read_is_acknowledged_and_listed_newest_first()
    {
        var log = new KitLog("kit-1");
        var due = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var read = new CheckRecordedBody("pack", "Pack voltage", CheckReading.Of(11.4), "Ada", due, 120, OutOfRange: true, "V", "Bo", "p.jpg", "warm", "sim", 12.5, -1.1);
        log.Check(read);
        log.Sell("TEA", 1);
        log.Check(new CheckRecordedBody("lamps", "Lamps", CheckReading.NotOk, "Bo", due, 0, OutOfRange: true));
        log.Add(RecordTypes.CheckSnoozed, """{"check":"pack","by":"Bo","minutes":10,"dueAt":"2026-05-01T09:00:00Z"}""");
        log.Add(RecordTypes.CheckRecorded, """{"check":"pack"}""");

        Assert.Equal(5, (await _cloud.PushAsync(log, 1, 5)).AckSeq);

        Assert.Equal(1, (await _cloud.LogAsync(log)).Quarantined);
        var checks = await _cloud.GetAsync("/v1/kits/kit-1/checks", CloudJson.Default.IReadOnlyListCheckEntry);
        Assert.Equal([(3L, "notOk"), (1L, "11.4")], checks.Select(static entry => (entry.Seq, entry.Check.Reading.ToString())));
        Assert.Equal((log.Incarnation, ClockState.Ntp, read), (checks[1].Incarnation, checks[1].Clock, checks[1].Check));
        Assert.Equal(3, Assert.Single(await _cloud.GetAsync("/v1/kits/kit-1/checks?limit=1", CloudJson.Default.IReadOnlyListCheckEntry)).Seq);
        Assert.Empty(await _cloud.GetAsync("/v1/kits/kit-2/checks", CloudJson.Default.IReadOnlyListCheckEntry));
    }

    [Fact]
    public async Task What_contradicts_an_order_is_set_aside()
    {
        var log = new KitLog("kit-1");
        var order = log.Sell("TEA", 2, OrderStatus.Open);
        log.Pay(order);
        await _cloud.PushAsync(log, 1, 2);
        log.Pay(order);
        log.TakeBack(RecordTypes.OrderRefunded, order, "TEA", 3, OrderStatus.Refunded);
        log.TakeBack(RecordTypes.OrderRefunded, order, "CAKE", 1, OrderStatus.Paid);
        log.TakeBack(RecordTypes.OrderRefunded, order, "TEA", 2, OrderStatus.Refunded);
        await _cloud.PushAsync(log, 3, 6);

        Assert.Equal(3, (await _cloud.LogAsync(log)).Quarantined);
        Assert.Equal(OrderStatus.Refunded, Assert.Single(await _cloud.OrdersAsync()).Status);
        Assert.Equal(0, (await _cloud.LedgerAsync("TEA")).Sold);
        Assert.DoesNotContain(await _cloud.LedgerAsync(), static entry => entry.Sku == "CAKE");
    }

    [Fact]
    public async Task A_cloned_card_freezes_its_log()
    {
        var log = new KitLog("kit-1").SellMany(6);
        var clone = log.CloneUpTo(4).SellMany(3, "CAKE");
        await _cloud.PushAsync(log, 1, 6);

        var result = await _cloud.PushAsync(clone, 5, 7);
        Assert.Equal((409, ProblemTypes.ChainBroken), (result.Status, result.Problem?.Type));
        Assert.Contains("record 5", (await _cloud.LogAsync(log)).FrozenWhy, StringComparison.Ordinal);
        log.SellMany(1);
        Assert.Equal(ProblemTypes.ChainBroken, (await _cloud.PushAsync(log, 7, 7)).Problem?.Type);
        Assert.Equal(ProblemTypes.ChainBroken, (await _cloud.ProbeAsync(log)).Problem?.Type);
        Assert.Equal(6, (await _cloud.OrdersAsync()).Count);
    }

    [Fact]
    public async Task A_record_that_does_not_follow_freezes_its_log()
    {
        var log = new KitLog("kit-1").SellMany(4);
        var other = log.CloneUpTo(1).SellMany(3, "CAKE");
        await _cloud.PushAsync(log, 1, 2);

        var result = await _cloud.PushAsync(other, 3, 4);
        Assert.Equal(ProblemTypes.ChainBroken, result.Problem?.Type);
        Assert.Equal(2, (await _cloud.LogAsync(log)).LastSeq);
        Assert.Equal(200, (await _cloud.PushAsync(new KitLog("kit-1").SellMany(1), 1, 1)).Status);
    }

    [Fact]
    public async Task Eight_batches_at_once_over_as_many_connections_all_pass()
    {
        var log = new KitLog("kit-1").SellMany(800);
        var random = new Random(3);
        var refused = 0;
        for (var window = 1; window <= 800; window += 80)
        {
            var batches = Enumerable.Range(0, 8).Select(batch => window + (batch * 10)).OrderBy(_ => random.Next()).ToList();
            var results = await Task.WhenAll(batches.Select(first => _cloud.PushAsync(log, first, first + 9, flightFrom: window)));
            refused += results.Count(static result => result.Status == 409);
        }

        Assert.Equal(0, refused);
        Assert.Equal(800, (await _cloud.OrdersAsync(limit: 1000)).Count);
    }

    [Fact]
    public async Task A_cloud_from_an_old_backup_is_fed_again()
    {
        var log = new KitLog("kit-1").SellMany(30);
        await _cloud.PushAsync(log, 1, 10);
        await _cloud.DisposeAsync();
        var backup = await stores.CopyAsync(_address, Cancel);
        await using (var lost = await TestCloud.StartAsync(_address))
        {
            Assert.Equal(25, (await lost.PushAsync(log, 11, 25)).AckSeq);
        }

        _cloud = await TestCloud.StartAsync(backup);
        Assert.Equal(11, (await _cloud.PushAsync(log, 26, 30)).Problem?.ExpectedSeq);
        Assert.Equal(30, (await _cloud.PushAsync(log, 11, 30)).AckSeq);
        Assert.Equal(30, (await _cloud.LedgerAsync("TEA")).Sold);
        Assert.Equal(30, (await _cloud.OrdersAsync()).Count);
    }

    [Fact]
    public async Task Every_record_can_be_read_on_as_it_came()
    {
        var log = new KitLog("kit-1").SellMany(3);
        log.Add("SomethingNewer", """{"b": [1, 2]}""");
        await _cloud.PushAsync(log, 1, 4);

        using var response = await _cloud.Client.GetAsync(new Uri("/v1/events?limit=3", UriKind.Relative), Cancel);
        using var rest = await _cloud.Client.GetAsync(new Uri($"/v1/events?since={response.Headers.GetValues("Edge-Next").Single()}", UriKind.Relative), Cancel);

        var (source, first) = CloudEventBatch.Read(await response.Content.ReadAsByteArrayAsync(Cancel));
        var (_, second) = CloudEventBatch.Read(await rest.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(log.Source, source);
        Assert.Equal(log.Records.Select(HashChain.Of), first.Concat(second).Select(HashChain.Of));
    }
}
