using System.Text;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Ingest;

public sealed class OrderGateTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly KitLog _log = new KitLog("kit-1").SellMany(40);
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OrderGate Gate => _cloud.Services.GetRequiredService<OrderGate>();

    public async ValueTask InitializeAsync() => _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel), _clock);

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_batch_that_overtook_another_waits_for_it()
    {
        var second = _cloud.PushAsync(_log, 11, 20, flightFrom: 1);
        await _clock.SleepAsync(Cancel);
        Assert.Equal(1, Gate.Waiting);

        Assert.Equal(10, (await _cloud.PushAsync(_log, 1, 10, flightFrom: 1)).AckSeq);

        Assert.Equal(20, (await second).AckSeq);
        Assert.Equal(0, Gate.Waiting);
    }

    [Fact]
    public async Task What_never_comes_is_waited_for_five_seconds()
    {
        var second = _cloud.PushAsync(_log, 11, 20, flightFrom: 1);
        var waited = TimeSpan.Zero;
        while (waited < TimeSpan.FromSeconds(5))
        {
            var pause = await _clock.SleepAsync(Cancel);
            _clock.Advance(pause);
            waited += pause;
        }

        Assert.Equal((409, ProblemTypes.SequenceGap, 1), ((await second).Status, (await second).Problem?.Type, (await second).Problem?.ExpectedSeq));
        Assert.Equal(0, Gate.Waiting);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    [InlineData(11)]
    public async Task What_is_not_on_its_way_is_not_waited_for(int? flightFrom) =>
        Assert.Equal(1, (await _cloud.PushAsync(_log, 11, 20, flightFrom)).Problem?.ExpectedSeq);

    [Fact]
    public async Task Of_one_kit_only_so_many_wait()
    {
        var waiting = Enumerable.Range(0, OrderGate.Places).Select(place => _cloud.PushAsync(_log, 2 + place, 2 + place, flightFrom: 1)).ToList();
        for (var place = 0; place < OrderGate.Places; place++)
        {
            await _clock.SleepAsync(Cancel);
        }

        Assert.Equal(409, (await _cloud.PushAsync(_log, 30, 30, flightFrom: 1)).Status);
        await _cloud.PushAsync(_log, 1, 1, flightFrom: 1);
        Assert.All(await Task.WhenAll(waiting), static result => Assert.Equal(200, result.Status));
    }

    [Fact]
    public async Task What_follows_a_refused_batch_is_not_waited_for_until_something_is_kept()
    {
        var second = _cloud.PushAsync(_log, 11, 20, flightFrom: 1);
        await _clock.SleepAsync(Cancel);
        using (var content = new StringContent("[1]", Encoding.UTF8, CloudEventBatch.ContentType))
        using (var refused = await _cloud.Client.PostAsync(new Uri("/v1/kits/kit-1/log", UriKind.Relative), content, Cancel))
        {
            Assert.Equal(400, (int)refused.StatusCode);
        }

        Assert.Equal(409, (await second).Status);
        Assert.Equal(409, (await _cloud.PushAsync(_log, 21, 30, flightFrom: 1)).Status);

        await _cloud.PushAsync(_log, 1, 10, flightFrom: 1);
        var third = _cloud.PushAsync(_log, 21, 30, flightFrom: 1);
        await _clock.SleepAsync(Cancel);
        await _cloud.PushAsync(_log, 11, 20, flightFrom: 1);
        Assert.Equal(30, (await third).AckSeq);
    }

    [Fact]
    public async Task A_break_ends_the_wait_at_once()
    {
        await _cloud.PushAsync(_log, 1, 5);
        var second = _cloud.PushAsync(_log, 11, 20, flightFrom: 1);
        await _clock.SleepAsync(Cancel);

        var clone = _log.CloneUpTo(5).SellMany(1, "CAKE");
        await _cloud.PushAsync(clone.CloneUpTo(4).SellMany(2, "CAKE"), 5, 6);

        Assert.Equal(ProblemTypes.ChainBroken, (await second).Problem?.Type);
    }
}
