using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Testing;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Rights;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Rights;

public sealed class RightsLoopTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly MemoryFeed _feed = new();
    private readonly FakeCloud _cloud;
    private readonly FakeRights _rights = new() { Next = new RightsReport(1800, [new SkuDemand("tea", 3, 1, 1)]) };
    private readonly OutageHistory _history = new();
    private readonly FakePower _power = new();
    private readonly UplinkStatus _status;
    private readonly RightsLoop _loop;

    public RightsLoopTests()
    {
        _cloud = new FakeCloud(_feed);
        var options = TestSettings.Of("/nowhere", ("uplink.url", "http://127.0.0.1:1")).Read("uplink", UplinkOptions.Read);
        var clock = new KitClock(_time, new TestDiscipline(), Guid.Empty, _time.GetUtcNow());
        _status = new UplinkStatus(options, _history, new LinkEstimate(), _feed, clock, new EventStream("test"), _time, new FakeLogger<UplinkStatus>());
        _status.Online();
        _loop = new RightsLoop(_cloud, _rights, _feed, _status, _history, _power, new Random(1), _time, new FakeLogger<RightsLoop>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task What_changed_is_told_and_then_only_every_five_minutes()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), await _loop.RunOnceAsync(Cancel));
        Assert.Equal([_rights.Next!], _rights.Confirmed);

        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(TimeSpan.FromMinutes(1), await _loop.RunOnceAsync(Cancel));
        Assert.Single(_cloud.Reports);

        _time.Advance(TimeSpan.FromMinutes(1));
        await _loop.RunOnceAsync(Cancel);
        Assert.Equal(2, _cloud.Reports.Count);
    }

    [Fact]
    public async Task Who_went_without_is_told_of_at_once_and_a_crowd_of_them_together()
    {
        await _loop.StartAsync(Cancel);
        Assert.Equal(TimeSpan.FromMinutes(5), await _time.SleepAsync(Cancel));

        _rights.Need();
        Assert.Equal(TimeSpan.FromSeconds(2), await _time.SleepAsync(Cancel));
        _rights.Need();
        Assert.Equal(TimeSpan.FromSeconds(2), await _time.SleepAsync(Cancel));
        Assert.Single(_cloud.Reports);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromMinutes(5), await _time.SleepAsync(Cancel));
        Assert.Equal(2, _cloud.Reports.Count);
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task With_nothing_to_say_nothing_is_said()
    {
        _rights.Next = null;
        _rights.Need();

        Assert.Equal(TimeSpan.FromMinutes(5), await _loop.RunOnceAsync(Cancel));
        Assert.Empty(_cloud.Reports);
    }

    [Fact]
    public async Task Nothing_is_said_while_the_cloud_is_not_reached_or_power_ends_or_orders_wait()
    {
        _status.Offline("Planted.");
        Assert.Equal(TimeSpan.FromSeconds(10), await _loop.RunOnceAsync(Cancel));

        _status.Online();
        _power.Set(PowerStage.Critical);
        Assert.Equal(TimeSpan.FromSeconds(10), await _loop.RunOnceAsync(Cancel));

        _power.Set(PowerStage.Conserve);
        _feed.Append(1001);
        Assert.Equal(TimeSpan.FromSeconds(10), await _loop.RunOnceAsync(Cancel));
        Assert.Empty(_cloud.Reports);

        await _feed.AcknowledgeAsync(1, Cancel);
        await _loop.RunOnceAsync(Cancel);
        Assert.Single(_cloud.Reports);
    }

    [Fact]
    public async Task A_cloud_that_does_not_know_the_question_is_left_alone_for_an_hour_whoever_goes_without()
    {
        _cloud.OnReport = static () => false;
        Assert.Equal(TimeSpan.FromHours(1), await _loop.RunOnceAsync(Cancel));

        _rights.Need();
        _time.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(TimeSpan.FromMinutes(20), await _loop.RunOnceAsync(Cancel));
        Assert.Single(_cloud.Reports);
        Assert.Empty(_rights.Confirmed);

        _time.Advance(TimeSpan.FromMinutes(20));
        _cloud.OnReport = static () => true;
        await _loop.RunOnceAsync(Cancel);
        Assert.Single(_rights.Confirmed);
    }

    [Fact]
    public async Task A_failed_report_is_not_confirmed_and_no_need_shortens_the_wait_after_it()
    {
        _cloud.OnReport = static () => throw new HttpRequestException("Planted.");
        await _loop.StartAsync(Cancel);
        var wait = await _time.SleepAsync(Cancel);

        _rights.Need();
        _time.Advance(wait / 2);
        Assert.Single(_cloud.Reports);
        Assert.Empty(_rights.Confirmed);

        _cloud.OnReport = static () => true;
        _time.Advance(wait / 2);
        await _time.SleepAsync(Cancel);
        Assert.Equal(2, _cloud.Reports.Count);
        Assert.Single(_rights.Confirmed);
        await _loop.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(30d * 60)]
    [InlineData(5d * 60, 10d, 20d, 30d)]
    [InlineData(400d, 100d, 200d, 300d, 400d, 500d)]
    [InlineData(8d * 3600, 100_000d)]
    public async Task It_wants_to_last_as_long_as_four_of_five_outages_did(double expected, params double[] outages)
    {
        foreach (var seconds in outages)
        {
            _history.Add(TimeSpan.FromSeconds(seconds));
        }

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(expected, _rights.Offline.TotalSeconds);
    }
}
