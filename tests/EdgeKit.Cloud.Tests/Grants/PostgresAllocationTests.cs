using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Grants;

public sealed class PostgresAllocationTests(PostgresCluster cluster) : AllocationContract(new PostgresSource(cluster))
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receivers_that_allocate_at_once_give_away_no_more_than_one()
    {
        var address = await new PostgresSource(cluster).NewAsync(Cancel);
        await using var one = await TestCloud.StartAsync(address);
        await using var other = await TestCloud.StartAsync(address);
        var logs = Enumerable.Range(1, 5).Select(static kit => new KitLog($"kit-{kit}")).ToList();
        await one.ReceiveAsync("TEA", 20);
        foreach (var log in logs)
        {
            await one.ReportAsync(log, 3_600, new SkuDemand("TEA", 30, 2, 10));
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(run => Task.Run(
            () => (run % 2 == 0 ? one : other).Services.GetRequiredService<Allocator>().RunAsync(skus: null, Cancel), Cancel)));

        var tea = await one.LedgerAsync("TEA");
        Assert.Equal((20, 0, 20, 0, 0), (tea.Granted, tea.Pool, tea.Outstanding, tea.Deficit, tea.Unexplained));
        Assert.All(tea.ByKit!, static kit => Assert.Equal(4, kit.Granted));
    }
}
