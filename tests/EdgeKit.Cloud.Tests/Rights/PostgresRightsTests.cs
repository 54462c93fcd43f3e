using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Rights;

public sealed class PostgresRightsTests(PostgresCluster cluster) : RightsContract(new PostgresSource(cluster))
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_receivers_that_grant_sell_and_take_back_at_once_never_give_away_more_than_there_is()
    {
        const int Kits = 4;
        const int Stock = 60;
        var address = await new PostgresSource(cluster).NewAsync(Cancel);
        await using var one = await TestCloud.StartAsync(address);
        await using var other = await TestCloud.StartAsync(address);
        await one.ReceiveAsync("TEA", Stock);
        await one.ReceiveAsync("CAKE", Stock);
        var logs = Enumerable.Range(1, Kits).Select(static kit => new KitLog($"kit-{kit}")).ToList();
        foreach (var log in logs)
        {
            await one.FeedAsync(log, "");
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watching = WatchAsync(one, ended.Token);
        var kits = logs.Select((log, kit) => Task.Run(() => TradeAsync(kit % 2 == 0 ? one : other, log), Cancel));
        var shops = Enumerable.Range(0, 4).Select(shop => Task.Run(() => SellAsync(shop % 2 == 0 ? one : other, shop), Cancel));
        await Task.WhenAll([.. kits, .. shops]);
        await ended.CancelAsync();

        Assert.True(await watching > 0);
        foreach (var sku in await one.LedgerAsync())
        {
            Assert.Equal((Stock, 0, 0), (sku.Total, sku.Deficit, sku.Unexplained));
            Assert.Equal(Stock, sku.Pool + sku.Sold + sku.Outstanding);
            Assert.Equal(sku.Granted - sku.Returned, sku.Outstanding + sku.Sold - sku.ShopSold);
        }

        foreach (var log in logs)
        {
            Assert.Empty(await one.SetAsideAsync(log));
        }
    }

    /// <summary>Is granted what there is, sells some and gives some back, over and over.</summary>
    private static async Task TradeAsync(TestCloud cloud, KitLog log)
    {
        var random = new Random(log.Kit[^1]);
        var (granted, returned) = (new Dictionary<string, long>(), new Dictionary<string, long>());
        for (var round = 0; round < 12; round++)
        {
            var sku = random.Next(2) == 0 ? "TEA" : "CAKE";
            var quantity = random.Next(2, 9);
            if ((await cloud.GrantAsync(log, sku, quantity)).Status != 200)
            {
                continue;
            }

            granted[sku] = granted.GetValueOrDefault(sku) + quantity;
            returned[sku] = returned.GetValueOrDefault(sku) + quantity - 1;
            var first = log.Acknowledge(sku, granted[sku]);
            log.Sell(sku, 1);
            var last = log.GiveBack(sku, quantity - 1, returned[sku]);
            Assert.Equal(last, (await cloud.PushAsync(log, first, last)).AckSeq);
        }
    }

    private static async Task SellAsync(TestCloud cloud, int shop)
    {
        for (var order = 0; order < 20; order++)
        {
            Assert.True((await cloud.ShopAsync(order % 2 == 0 ? "TEA" : "CAKE", 2, $"{shop}-{order}")).Status is 201 or 409);
        }
    }

    /// <summary>Looks at the ledger all the while.</summary>
    private static async Task<int> WatchAsync(TestCloud cloud, CancellationToken ended)
    {
        var looks = 0;
        while (!ended.IsCancellationRequested)
        {
            foreach (var sku in await cloud.LedgerAsync())
            {
                Assert.Equal((0, 0), (sku.Deficit, sku.Unexplained));
            }

            looks++;
        }

        return looks;
    }
}
