using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Ingest;

public sealed class PostgresIngestTests(PostgresCluster cluster) : IngestContract(new PostgresSource(cluster))
{
    [Fact]
    public async Task Two_receivers_on_one_database_share_a_kits_log()
    {
        var address = await new PostgresSource(cluster).NewAsync(TestContext.Current.CancellationToken);
        await using var one = await TestCloud.StartAsync(address);
        await using var other = await TestCloud.StartAsync(address);
        var log = new KitLog("kit-1").SellMany(200);

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(batch =>
            (batch % 2 == 0 ? one : other).PushAsync(log, (batch * 20) + 1, (batch + 1) * 20, flightFrom: 1)));

        Assert.All(results, static result => Assert.Equal(200, result.Status));
        Assert.Equal(200, (await one.OrdersAsync()).Count);
        Assert.Equal(200, (await other.LedgerAsync("TEA")).Sold);
    }
}
