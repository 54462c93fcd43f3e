using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Tests.Line;

public sealed class PendingBatchesTests
{
    private static readonly PushResult.Acknowledged Landed = new(new PushAnswer(Guid.Empty, 10, "", DateTimeOffset.UnixEpoch), 0);

    private readonly MemoryFeed _feed = new();
    private readonly PendingBatches _pending = new(new TestClock());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public PendingBatchesTests() => _feed.Append(30);

    [Fact]
    public async Task Those_that_the_cloud_has_whole_come_out_in_their_order()
    {
        var (first, second, third) = (await AddAsync(1), await AddAsync(11), await AddAsync(21));

        Assert.Same(first, _pending.TakeKnown(20));
        Assert.Same(second, _pending.TakeKnown(20));
        Assert.Null(_pending.TakeKnown(29));
        Assert.Same(third, _pending.Oldest);
        Assert.Same(third, _pending.TakeKnown(30));
        Assert.Null(_pending.Oldest);
        Assert.Null(_pending.TakeKnown(30));
    }

    [Fact]
    public async Task One_that_was_answered_otherwise_is_in_nobodys_way()
    {
        var (first, second) = (await AddAsync(1), await AddAsync(11));
        first.Became(new PushResult.TooLarge());

        Assert.Same(first, _pending.TakeKnown(0));
        Assert.Null(_pending.TakeKnown(0));
        Assert.Same(second, _pending.Oldest);
    }

    [Fact]
    public async Task Only_what_was_written_counts_by_its_bytes()
    {
        (await AddAsync(1)).Bytes = 80;
        (await AddAsync(11)).Bytes = 70;
        await AddAsync(21);

        Assert.Equal(150, _pending.Bytes);
    }

    [Fact]
    public async Task At_the_end_each_hears_why_except_who_has_an_answer()
    {
        var (first, second) = (await AddAsync(1), await AddAsync(11));
        first.Became(Landed);

        _pending.AllFailed(new HttpRequestException("the line to the cloud ended"));

        Assert.Same(Landed, await first.Result);
        await Assert.ThrowsAsync<HttpRequestException>(() => second.Result);
        Assert.Null(_pending.Oldest);
    }

    [Fact]
    public async Task The_cloud_may_say_one_thing_of_all()
    {
        var (first, second) = (await AddAsync(1), await AddAsync(11));

        _pending.AllBecame(new PushResult.Gap(1));

        Assert.Equal(new PushResult.Gap(1), await first.Result);
        Assert.Equal(new PushResult.Gap(1), await second.Result);
        Assert.Null(_pending.Oldest);
    }

    private async Task<PendingBatch> AddAsync(long first) => _pending.Add(new PushBatch(first, await _feed.ReadAsync(first - 1, 10, Cancel)));
}
