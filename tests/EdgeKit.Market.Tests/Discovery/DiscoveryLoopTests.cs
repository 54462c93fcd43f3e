using System.Net;
using EdgeKit.Contracts.Market;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Market.Discovery;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;
using EdgeKit.Market.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Market.Tests.Discovery;

public sealed class DiscoveryLoopTests : IDisposable
{
    private static readonly IPAddress There = IPAddress.Parse("10.0.0.18");
    private static readonly MarketBeacon Other = new("kit-18", "Row D", new Guid(18, 0, 0, new byte[8]), 8484, "AAECAwQFBgcICQoLDA0ODw");

    private readonly TestLan _lan = new();
    private readonly LanKit _kit;
    private readonly FakeBeacons _beacons = new();
    private readonly DiscoveryLoop _loop;

    public DiscoveryLoopTests()
    {
        _kit = new LanKit(_lan, 17);
        _loop = new DiscoveryLoop(
            _beacons, _kit.Get<MarketSeals>(), _kit.Get<MarketRun>(), _kit.Get<MarketOptions>(), _kit.Get<KitOptions>(), _kit.Stock, _kit.Peers, _kit.Get<MarketBells>(), _kit.Get<MarketMetrics>(), new Random(1), _kit.Clock, NullLogger<DiscoveryLoop>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MarketSeals Seals => _kit.Get<MarketSeals>();

    public void Dispose()
    {
        _loop.Dispose();
        _beacons.Dispose();
        _kit.Dispose();
    }

    [Fact]
    public async Task It_calls_at_once_and_says_who_it_is()
    {
        await PassAsync();

        var beacon = BeaconSeal.Open(Seals, Assert.Single(_beacons.Sent), out _);
        Assert.Equal(new MarketBeacon("kit-17", "Row 7", _kit.Stock.Incarnation, 8484, _kit.Get<MarketRun>().Text), beacon);
    }

    [Fact]
    public async Task Who_calls_is_to_be_met_where_the_call_came_from_and_is_not_known_by_it()
    {
        _beacons.Say(BeaconSeal.Seal(Seals, Other), There);

        await PassAsync();

        Assert.Equal([new Uri("http://10.0.0.18:8484")], _kit.Peers.ToMeet([]));
        Assert.Empty(_kit.Peers.Kits);
    }

    [Fact]
    public async Task Its_own_call_is_nobody()
    {
        await PassAsync();
        _beacons.Say(_beacons.Sent[0], There);

        await PassAsync();

        Assert.Empty(_kit.Peers.ToMeet([]));
        Assert.Equal(0, _kit.Peers.Strangers);
    }

    [Fact]
    public async Task Strangers_are_counted_by_address_and_forgotten()
    {
        var other = new MarketSeals(MarketKey.New(), "night-market");
        _beacons.Say(BeaconSeal.Seal(other, Other), There);
        _beacons.Say(BeaconSeal.Seal(other, Other), There);
        _beacons.Say([1, 2, 3], IPAddress.Parse("10.0.0.19"));

        await PassAsync();

        Assert.Empty(_kit.Peers.ToMeet([]));
        Assert.Equal(2, _kit.Peers.Strangers);
        _kit.Clock.Advance(PeerTable.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Equal(0, _kit.Peers.Strangers);
    }

    [Fact]
    public async Task A_flood_is_looked_at_in_part()
    {
        for (var one = 0; one < DiscoveryLoop.MostHeard + 10; one++)
        {
            _beacons.Say([1], There);
        }

        var pause = await _loop.RunOnceAsync(Cancel);

        Assert.Equal(10, _beacons.Waiting);
        Assert.InRange(pause, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_network_that_failed_is_opened_anew()
    {
        _beacons.IsBroken = true;
        await _loop.StartAsync(Cancel);
        await _kit.Clock.SleepAsync(Cancel);
        Assert.Equal(1, _beacons.Closed);

        _beacons.IsBroken = false;
        while (_beacons.Sent.Count == 0)
        {
            _kit.Clock.Advance(TimeSpan.FromSeconds(1));
            await _kit.Clock.SleepAsync(Cancel);
        }

        await _loop.StopAsync(Cancel);
        Assert.NotEmpty(_beacons.Sent);
    }

    /// <summary>One call, and what is heard until the next.</summary>
    private async Task PassAsync()
    {
        var pass = _loop.RunOnceAsync(Cancel).AsTask();
        await _kit.Clock.SleepAsync(Cancel);
        while (_beacons.Waiting > 0)
        {
            await Task.Yield();
        }

        _kit.Clock.Advance(TimeSpan.FromSeconds(4));
        await pass;
    }
}
