using EdgeKit.Cloud.Mqtt;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Mqtt;

/// <summary>How receivers of one store share the kits of a broker.</summary>
public sealed class PartitionShareTests(SqliteSource stores) : IClassFixture<SqliteSource>
{
    private readonly TestClock _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_partition_is_one_receivers()
    {
        List<(string, long)> all = [("a", 1), ("b", 1), ("c", 1)];

        var shares = all.ConvertAll(one => new PartitionShare(one.Item1, _time).Of(all));

        Assert.Equal(Enumerable.Range(0, 64), shares.SelectMany(static share => share).Order());
        Assert.All(shares, static share => Assert.InRange(share.Count, 21, 22));
    }

    [Fact]
    public void Who_does_not_count_any_more_is_gone_after_ten_seconds_and_one_that_counts_again_is_back()
    {
        var share = new PartitionShare("a", _time);
        Assert.Equal(32, share.Of([("a", 1), ("b", 7)]).Count);

        _time.Advance(PartitionShare.Gone - TimeSpan.FromMilliseconds(1));
        Assert.Equal(32, share.Of([("a", 2), ("b", 7)]).Count);
        Assert.Empty(share.Silent);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(64, share.Of([("a", 3), ("b", 7)]).Count);
        Assert.Equal([("b", 7L)], share.Silent);

        Assert.Equal(32, share.Of([("a", 4), ("b", 8)]).Count);
        Assert.Empty(share.Silent);
    }

    [Fact]
    public void One_that_says_that_it_goes_leaves_its_share_at_once()
    {
        var share = new PartitionShare("a", _time);
        share.Of([("a", 1), ("b", 7)]);

        Assert.Equal(64, share.Of([("a", 2)]).Count);
    }

    [Fact]
    public async Task The_table_counts_forgets_only_who_stands_still_and_lets_go_who_leaves()
    {
        await using var cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));
        var store = cloud.Services.GetRequiredService<IStore>();
        await BeatAsync("a");
        await BeatAsync("b");
        Assert.Equal([("a", 2L), ("b", 1L)], await BeatAsync("a"));

        Assert.Equal([("a", 3L), ("b", 1L)], await BeatAsync("a", ("b", 0L)));
        Assert.Equal([("a", 4L)], await BeatAsync("a", ("b", 1L)));
        await store.WriteAsync(static session => ReceiverTable.LeaveAsync(session, "a"), Cancel);
        Assert.Equal([("c", 1L)], await BeatAsync("c"));

        async Task<IEnumerable<(string, long)>> BeatAsync(string name, params (string, long)[] gone) =>
            (await store.WriteAsync(session => ReceiverTable.BeatAsync(session, name, gone), Cancel)).Order();
    }
}
