using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Loops;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Push;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Push;

public sealed class PushLoopTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly TestMeterFactory _meters = new();
    private readonly MemoryFeed _feed = new();
    private readonly FakeCloud _cloud;
    private readonly FakeRights _rights = new();
    private readonly OutageHistory _history = new();
    private readonly LinkEstimate _link = new();
    private readonly UplinkStatus _status;
    private readonly PushLoop _loop;

    public PushLoopTests()
    {
        _cloud = new FakeCloud(_feed);
        var settings = TestSettings.Of("/nowhere", ("uplink.url", "http://127.0.0.1:1"), ("uplink.batch", "10"), ("uplink.batchAtMost", "10"), ("kit.id", "kit-17"));
        var options = settings.Read("uplink", UplinkOptions.Read);
        var clock = new KitClock(_time, new TestDiscipline(), Guid.Empty, _time.GetUtcNow());
        _status = new UplinkStatus(options, _history, _link, _feed, clock, new EventStream("test"), _time, new FakeLogger<UplinkStatus>());
        _loop = new PushLoop(
            _feed, _cloud, _rights, _status, _link, options, new UplinkMetrics(_meters, _feed, _link), new UplinkBell(_time),
            new Random(1), _time, new FakeLogger<PushLoop>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loop.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Everything_goes_up_once_and_in_order()
    {
        _feed.Append(95);

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal((95, 95), (_cloud.Last, _feed.Acknowledged.Current));
        Assert.Equal([1L, 11L, 21L, 31L, 41L, 51L, 61L, 71L, 81L, 91L], _cloud.Batches.Select(static batch => batch.First));
        Assert.Equal(UplinkState.Online, _status.State);
    }

    [Fact]
    public async Task The_cloud_is_heard_when_it_takes_records_and_not_when_it_refuses_them()
    {
        _feed.Append(5);
        _cloud.Instead = static (_, _) => new PushResult.Refused("the card was cloned");
        await Assert.ThrowsAsync<CloudRefusesException>(async () => await _loop.RunOnceAsync(Cancel));
        Assert.Equal(0, _rights.TimesHeard);

        _cloud.Instead = static (_, _) => null;
        await _loop.RunOnceAsync(Cancel);

        Assert.Equal(1, _rights.TimesHeard);
    }

    [Fact]
    public async Task Several_batches_are_under_way_and_no_more_than_allowed()
    {
        _feed.Append(200);
        var answers = new TaskCompletionSource();
        _cloud.Held = answers.Task;

        var pass = _loop.RunOnceAsync(Cancel);
        Assert.Equal(4, _cloud.Batches.Count);
        answers.SetResult();
        await pass;

        Assert.Equal(4, _cloud.Together);
    }

    [Fact]
    public async Task A_batch_that_overtook_another_moves_no_cursor_back()
    {
        _feed.Append(30);
        _cloud.Instead = (number, _) => number == 1 ? new PushResult.Gap(1) : null;

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal((30, 30), (_cloud.Last, _feed.Acknowledged.Current));
    }

    [Fact]
    public async Task A_cloud_restored_from_a_backup_is_fed_again()
    {
        _feed.Append(30);
        await _loop.RunOnceAsync(Cancel);
        _cloud.Last = 5;

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal((30, 30), (_cloud.Last, _feed.Acknowledged.Current));
    }

    [Fact]
    public async Task With_nothing_queued_the_cloud_is_asked_how_far_it_is()
    {
        _feed.Append(3);
        await _loop.RunOnceAsync(Cancel);
        _cloud.Batches.Clear();

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal((3L, 3L), (Assert.Single(_cloud.Batches).First, _cloud.Batches[0].Last));
    }

    [Fact]
    public async Task Too_large_a_batch_is_halved_until_it_fits()
    {
        _feed.Append(40);
        _cloud.Instead = static (_, batch) => batch.Last - batch.First + 1 > 3 ? new PushResult.TooLarge() : null;

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal((40, 40), (_cloud.Last, _feed.Acknowledged.Current));
    }

    [Fact]
    public async Task A_cloud_that_does_not_take_what_was_sent_gets_everything_another_way()
    {
        _feed.Append(40);
        _cloud.Instead = static (number, _) => number == 0 ? new PushResult.AnotherWay("it keeps no line") : null;

        await _loop.RunOnceAsync(Cancel);

        Assert.Equal((40, 40), (_cloud.Last, _feed.Acknowledged.Current));
    }

    [Fact]
    public async Task Where_batches_go_in_order_as_many_are_under_way_as_may_be_and_more_once_more_may()
    {
        _feed.Append(200);
        _cloud.InOrder = new InOrderRoom(12, 10);
        var answers = new TaskCompletionSource();
        _cloud.Held = answers.Task;
        var pass = _loop.RunOnceAsync(Cancel);
        Assert.Equal(12, _cloud.Batches.Count);

        _cloud.InOrder = new InOrderRoom(15, 10);
        await Readiness.WaitUntilAsync(
            _ =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(_cloud.Batches.Count == 15);
            },
            () => $"{_cloud.Batches.Count}",
            Cancel);
        answers.SetResult();
        await pass;

        Assert.Equal((200, 15), (_cloud.Last, _cloud.Together));
    }

    [Fact]
    public async Task A_line_that_searches_for_its_cloud_is_offline_until_it_has_found_it()
    {
        _feed.Append(10);
        _cloud.InOrder = new InOrderRoom(12, 10);
        var answers = new TaskCompletionSource();
        _cloud.Held = answers.Task;
        var pass = _loop.RunOnceAsync(Cancel);

        _time.Advance(TimeSpan.FromSeconds(11));
        await Readiness.WaitUntilAsync(_ => Task.FromResult(_status.State == UplinkState.Offline), () => $"{_status.State}", Cancel);
        answers.SetResult();
        await pass;

        Assert.Equal(UplinkState.Online, _status.State);
    }

    [Fact]
    public async Task A_cloud_that_speaks_up_by_itself_is_not_asked_how_far_it_is()
    {
        _feed.Append(10);
        await _loop.RunOnceAsync(Cancel);
        var batches = _cloud.Batches.Count;

        _cloud.SpeaksUp = true;
        await _loop.RunOnceAsync(Cancel);
        Assert.Equal(batches, _cloud.Batches.Count);

        _cloud.SpeaksUp = false;
        await _loop.RunOnceAsync(Cancel);
        Assert.Equal(batches + 1, _cloud.Batches.Count);
    }

    [Fact]
    public async Task A_busy_cloud_is_left_alone_for_as_long_as_it_asks()
    {
        _feed.Append(5);
        _cloud.Instead = static (_, _) => Busy(40);
        await _loop.StartAsync(Cancel);

        var wait = await _time.SleepAsync(Cancel);

        Assert.InRange(wait, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(80));
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_cloud_that_takes_nothing_twice_in_a_row_is_an_outage_since_the_first()
    {
        _feed.Append(5);
        await _loop.RunOnceAsync(Cancel);
        _feed.Append(5);
        _cloud.Instead = static (_, _) => Busy(1);
        await _loop.StartAsync(Cancel);

        var first = await _time.SleepAsync(Cancel);
        Assert.Equal((UplinkState.Online, "the cloud answered 503 and asks to come back in 1 s"), (_status.State, _status.LastError));

        _time.Advance(first);
        var second = await _time.SleepAsync(Cancel);
        Assert.Equal((UplinkState.Offline, first), (_status.State, _status.Elapsed));
        Assert.StartsWith("the cloud answered 503", _status.LastError, StringComparison.Ordinal);

        _cloud.Instead = static (_, _) => null;
        _time.Advance(second);
        await _time.SleepAsync(Cancel);
        Assert.Equal((UplinkState.Online, null, 10L), (_status.State, _status.LastError, _feed.Acknowledged.Current));
        Assert.Equal([(first + second).TotalSeconds], _history.Seconds);
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_cloud_that_takes_nothing_once_is_no_outage()
    {
        _feed.Append(5);
        await _loop.RunOnceAsync(Cancel);
        _feed.Append(5);
        _cloud.Instead = static (number, _) => number == 1 ? Busy(1) : null;
        await _loop.StartAsync(Cancel);

        _time.Advance(await _time.SleepAsync(Cancel));
        await _time.SleepAsync(Cancel);

        Assert.Equal((UplinkState.Online, null, 0), (_status.State, _status.LastError, _history.Count));
        await _loop.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(5, 11)]
    [InlineData(0, 1)]
    public async Task A_cloud_that_takes_nothing_for_long_or_took_nothing_before_is_an_outage_at_once(int before, int seconds)
    {
        _feed.Append(before);
        await _loop.RunOnceAsync(Cancel);
        _feed.Append(5);
        _cloud.Instead = (_, _) => Busy(seconds);
        await _loop.StartAsync(Cancel);
        await _time.SleepAsync(Cancel);

        Assert.Equal(UplinkState.Offline, _status.State);
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_cloud_that_takes_nothing_tells_nothing_of_the_links_speed()
    {
        _feed.Append(5);
        _cloud.Instead = static (_, _) => Busy(1);

        await Assert.ThrowsAsync<RetryAfterException>(async () => await _loop.RunOnceAsync(Cancel));

        Assert.Null(_link.Goodput);
        Assert.Null(_link.TimeFor(1));
    }

    [Fact]
    public async Task A_refusal_is_not_an_outage()
    {
        _feed.Append(5);
        _cloud.Instead = static (_, _) => new PushResult.Refused("the card was cloned");
        await _loop.StartAsync(Cancel);
        await _time.SleepAsync(Cancel);

        Assert.Equal((UplinkState.Refused, "the card was cloned"), (_status.State, _status.LastError));
        await _loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_cloud_that_is_ahead_of_the_kit_needs_a_person()
    {
        _feed.Append(5);
        _cloud.Instead = static (_, _) => new PushResult.Gap(50);

        await Assert.ThrowsAsync<CloudRefusesException>(async () => await _loop.RunOnceAsync(Cancel));
        Assert.Equal(0, _feed.Acknowledged.Current);
    }

    [Fact]
    public async Task A_cloud_that_asks_for_ever_for_what_it_gets_is_not_the_cloud()
    {
        _feed.Append(5);
        _cloud.Instead = static (_, _) => new PushResult.Gap(1);

        await Assert.ThrowsAsync<NotTheCloudException>(async () => await _loop.RunOnceAsync(Cancel));
    }

    [Fact]
    public async Task What_the_kit_no_longer_keeps_needs_a_person()
    {
        _feed.Append(30);
        _feed.Oldest = 21;

        await Assert.ThrowsAsync<CloudRefusesException>(async () => await _loop.RunOnceAsync(Cancel));
    }

    [Fact]
    public async Task When_the_line_drops_the_rest_stays_queued_and_the_connection_is_renewed()
    {
        _feed.Append(95);
        _cloud.Instead = static (number, _) => number >= 3 ? throw new HttpRequestException("Planted.") : null;
        await _loop.StartAsync(Cancel);
        await _time.SleepAsync(Cancel);

        Assert.Equal(30, _feed.Acknowledged.Current);
        Assert.Equal((UplinkState.Offline, 1), (_status.State, _cloud.Renewed));
        await _loop.StopAsync(Cancel);
    }

    private static PushResult.Busy Busy(int seconds) => new(503, TimeSpan.FromSeconds(seconds));
}
