using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Testing;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Telemetry;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Telemetry;

public sealed class TelemetryLoopTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly MemoryFeed _feed = new();
    private readonly FakeCloud _cloud;
    private readonly FakePower _power = new();
    private readonly FakeData _data = new();
    private readonly NumberTile _tile = new();
    private readonly UplinkStatus _status;
    private readonly TelemetryLoop _loop;

    public TelemetryLoopTests()
    {
        _cloud = new FakeCloud(_feed);
        var options = TestSettings.Of("/nowhere", ("uplink.url", "http://127.0.0.1:1")).Read("uplink", UplinkOptions.Read);
        var clock = new KitClock(_time, new TestDiscipline(), Guid.Empty, _time.GetUtcNow());
        _status = new UplinkStatus(options, new OutageHistory(), new LinkEstimate(), _feed, clock, new EventStream("test"), _time, new FakeLogger<UplinkStatus>());
        _status.Online();
        _loop = new TelemetryLoop([_tile], _cloud, _feed, _status, _power, _data, options, new Random(1), _time, new FakeLogger<TelemetryLoop>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task Five_minutes_are_one_range()
    {
        await SampleAsync(TimeSpan.FromMinutes(5), static sample => sample % 10);

        var told = Assert.Single(_cloud.Told);
        Assert.Equal(new TelemetryRange(0, 4.091, 9), told.Values["power"]);
        Assert.Equal(300, told.Seconds);
    }

    [Fact]
    public async Task Orders_go_first_and_what_could_not_go_goes_into_the_next_range()
    {
        _feed.Append(3);
        await SampleAsync(TimeSpan.FromMinutes(8), static _ => 1);
        Assert.Empty(_cloud.Told);

        await _feed.AcknowledgeAsync(3, Cancel);
        await SampleAsync(TimeSpan.FromMinutes(1), static _ => 5);
        Assert.Equal((1, 5), (_cloud.Told[0].Values["power"].Least, _cloud.Told[0].Values["power"].Most));
    }

    [Fact]
    public async Task What_waits_for_an_hour_is_forgotten()
    {
        _status.Offline("no network");
        await SampleAsync(TimeSpan.FromMinutes(60.5), static _ => 1);
        _status.Online();
        await SampleAsync(TimeSpan.FromMinutes(6), static _ => 5);

        Assert.Equal(5, Assert.Single(_cloud.Told).Values["power"].Least);
    }

    [Fact]
    public async Task Nothing_is_told_while_power_or_data_must_last()
    {
        _power.Set(PowerStage.Critical);
        await SampleAsync(TimeSpan.FromMinutes(6), static _ => 1);
        _power.Set(PowerStage.Normal);
        _data.Set(DataStage.Thrifty);
        await SampleAsync(TimeSpan.FromMinutes(6), static _ => 1);

        Assert.Empty(_cloud.Told);
    }

    [Fact]
    public async Task A_cloud_that_does_not_want_to_know_is_left_alone_for_a_day()
    {
        _cloud.OnTold = static () => false;
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(TimeSpan.FromHours(24), await _loop.RunOnceAsync(Cancel));
    }

    private async Task SampleAsync(TimeSpan time, Func<int, double> value)
    {
        var every = TimeSpan.FromSeconds(30);
        for (var sample = 0; sample <= time / every; sample++)
        {
            _tile.Number = value(sample);
            await _loop.RunOnceAsync(Cancel);
            _time.Advance(every);
        }
    }

    private sealed class NumberTile : ITile
    {
        public string Id => "power";

        public int Place => 1;

        public double Number { get; set; }

        public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(Number);

        public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
