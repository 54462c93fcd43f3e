using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Cloud.Tests.Commands;

/// <summary>The process itself, on SQLite.</summary>
public sealed class ProcessTests(SqliteSource stores) : IClassFixture<SqliteSource>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_outlives_a_kill_in_the_middle()
    {
        const int Kits = 4;
        const int Size = 10;
        var store = await stores.NewAsync(Cancel);
        var logs = Enumerable.Range(1, Kits).Select(static kit => new KitLog($"kit-{kit}").SellMany(600)).ToList();
        var acknowledged = new long[Kits];
        var random = new Random(5);
        for (var round = 0; round < 6; round++)
        {
            await using var process = await CloudProcess.RunAsync(store);
            await using var cloud = new TestCloud(process.Url);
            for (var kit = 0; kit < Kits; kit++)
            {
                Assert.InRange((await cloud.ProbeAsync(logs[kit])).AckSeq!.Value, acknowledged[kit], acknowledged[kit] + Size);
            }

            var until = random.Next(5, 40);
            var done = 0;
            await Task.WhenAll(Enumerable.Range(0, Kits).Select(async kit =>
            {
                while (await TryPushAsync(cloud, logs[kit], acknowledged[kit] + 1, Size) is { } ackSeq)
                {
                    acknowledged[kit] = ackSeq;
                    if (Interlocked.Increment(ref done) == until)
                    {
                        await process.KillAsync();
                    }
                }
            }));
        }

        await using var last = await CloudProcess.RunAsync(store);
        await using var whole = new TestCloud(last.Url);
        for (var kit = 0; kit < Kits; kit++)
        {
            Assert.Equal(600, (await whole.PushAsync(logs[kit], acknowledged[kit] + 1, 600)).AckSeq);
        }

        Assert.Equal(Kits * 600, (await whole.OrdersAsync(limit: 1000)).Select(static order => order.OrderId).Distinct().Count());
        Assert.Equal(Kits * 600, (await whole.LedgerAsync("TEA")).Sold);
    }

    [Fact]
    public async Task It_ends_cleanly_on_SIGTERM_though_somebody_waits()
    {
        await using var process = await CloudProcess.RunAsync(await stores.NewAsync(Cancel));
        await using var cloud = new TestCloud(process.Url);
        await cloud.FeedAsync("");
        var waiting = cloud.FeedAsync("", wait: 60);

        Assert.Equal(0, await process.TerminateAsync());
        Assert.True(waiting.IsCompleted || await Task.WhenAny(waiting) == waiting);
    }

    [Fact]
    public async Task A_command_works_beside_it()
    {
        var store = await stores.NewAsync(Cancel);
        await using var process = await CloudProcess.RunAsync(store);

        var (code, output, _) = await CloudProcess.CommandAsync("kit", "add", "kit-9", "--store", store);

        Assert.Equal((0, true), (code, output.StartsWith("ekc_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("auto", true)]
    [InlineData("off", false)]
    public async Task It_shares_rights_unless_it_is_told_not_to(string allocate, bool shares)
    {
        await using var process = await CloudProcess.RunAsync(await stores.NewAsync(Cancel), "--allocate", allocate, "--sell-for", "48h");
        await using var cloud = new TestCloud(process.Url);
        var log = new KitLog("kit-1");
        await cloud.ReceiveAsync("TEA", 20);
        await cloud.ReportAsync(log, 3_600, new SkuDemand("TEA", 8, 2, 3));

        var feed = await cloud.FeedAsync(log, "", wait: shares ? 60 : 1);

        Assert.Equal(shares ? 1 : 0, feed.Entries.Count);
        Assert.All(feed.Entries, static entry => Assert.Equal(172_800, entry.Rights!.SellForSeconds));
    }

    private static async Task<long?> TryPushAsync(TestCloud cloud, KitLog log, long first, int size)
    {
        try
        {
            return (await cloud.PushAsync(log, first, first + size - 1)).AckSeq;
        }
        catch (HttpRequestException)
        {
            // It was killed: what was on its way may have been kept or not.
            return null;
        }
    }
}
