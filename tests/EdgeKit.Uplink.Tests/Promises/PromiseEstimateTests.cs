using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Testing;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Promises;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Promises;

public sealed class PromiseEstimateTests
{
    private readonly TestClock _time = new();
    private readonly TestDiscipline _discipline = new() { IsSynchronised = true };
    private readonly OutageHistory _history = new();
    private readonly LinkEstimate _link = new();
    private UplinkStatus? _status;

    [Fact]
    public void What_the_cloud_has_is_confirmed_and_nothing_else()
    {
        var promises = Estimate();

        Assert.Equal(PromiseState.Confirmed, promises.For(5, "17-0001", ackSeq: 5).State);
        Assert.Equal(PromiseState.Queued, promises.For(6, "17-0001", ackSeq: 5).State);
    }

    [Fact]
    public void Without_a_cloud_an_order_is_accepted() =>
        Assert.Equal(PromiseState.Accepted, Estimate(url: null).For(1, "17-0001", 0).State);

    [Fact]
    public void Where_nothing_was_seen_no_time_is_given()
    {
        var promises = Estimate();
        _status!.Offline("gone");

        var promise = promises.For(3, "17-0001", 0);

        Assert.Equal((PromiseState.Queued, 2L), (promise.State, promise.Ahead));
        Assert.Null(promise.ConfirmedBy);
        Assert.Null(promise.Confidence);
    }

    [Fact]
    public void In_an_outage_past_ones_say_when()
    {
        var promises = Estimate();
        for (var i = 1; i <= 9; i++)
        {
            _history.Add(TimeSpan.FromMinutes(i));
        }

        _status!.Online();
        _status.Offline("gone");
        _time.Advance(TimeSpan.FromSeconds(30));

        var promise = promises.For(1, "17-0001", 0);

        Assert.Equal((450, 0.8), (promise.ConfirmedInSeconds, promise.Confidence));
        Assert.Equal(_time.GetUtcNow().AddSeconds(450), promise.ConfirmedBy);
        Assert.Equal(ClockState.Ntp, promise.Clock);
        Assert.Equal("Queued, receipt 17-0001. Confirmed by about 09:08.", promise.Text);
    }

    [Fact]
    public void A_cloud_that_takes_nothing_is_an_outage_and_the_speed_of_the_link_promises_nothing()
    {
        var promises = Estimate();
        _status!.Online();
        _link.Landed(100, 10_000, TimeSpan.FromSeconds(1), together: 1);
        Assert.NotNull(promises.For(1, "17-0001", 0).ConfirmedBy);

        _status.Busy("the cloud answered 503", TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(2));
        _status.Busy("the cloud answered 503", TimeSpan.FromSeconds(1));
        Assert.Null(promises.For(1, "17-0001", 0).ConfirmedBy);

        _history.Add(TimeSpan.FromMinutes(10));
        Assert.Equal(600 - 2 + 2, promises.For(1, "17-0001", 0).ConfirmedInSeconds);
    }

    [Fact]
    public void A_clock_that_nobody_set_names_no_time_of_day_in_words()
    {
        _discipline.IsSynchronised = false;
        var promises = Estimate();
        _history.Add(TimeSpan.FromMinutes(10));
        _status!.Offline("gone");

        Assert.Equal("Queued, receipt 17-0001. Confirmed in about 10 minutes.", promises.For(1, "17-0001", 0).Text);
    }

    [Fact]
    public void A_jump_of_the_systems_clock_moves_no_promise()
    {
        var promises = Estimate();
        _history.Add(TimeSpan.FromMinutes(10));
        _status!.Offline("gone");
        var before = promises.For(1, "17-0001", 0);

        _time.Jump = TimeSpan.FromDays(50 * 365);
        _time.Advance(TimeSpan.FromSeconds(11));

        var after = promises.For(1, "17-0001", 0);
        Assert.Equal((before.ConfirmedInSeconds - 11, before.ConfirmedBy), (after.ConfirmedInSeconds, after.ConfirmedBy));
    }

    [Fact]
    public void A_cloud_that_refuses_needs_attention()
    {
        var promises = Estimate();
        _status!.Refused("the card was cloned");

        var promise = promises.For(1, "17-0001", 0);

        Assert.Equal(PromiseState.NeedsAttention, promise.State);
        Assert.Contains("the card was cloned", promise.Text, StringComparison.Ordinal);
    }

    private PromiseEstimate Estimate(string? url = "http://127.0.0.1:1")
    {
        var settings = url is null
            ? TestSettings.Of("/nowhere", ("kit.id", "kit-17"))
            : TestSettings.Of("/nowhere", ("uplink.url", url), ("kit.id", "kit-17"));
        var options = settings.Read("uplink", UplinkOptions.Read);
        var clock = new KitClock(_time, _discipline, Guid.Empty, _time.GetUtcNow().AddYears(-1));
        _status = new UplinkStatus(options, _history, _link, new MemoryFeed(), clock, new EventStream("test"), _time, new FakeLogger<UplinkStatus>());
        return new PromiseEstimate(options, _status, _history, _link, clock, settings.Read("kit", KitOptions.Read));
    }
}
