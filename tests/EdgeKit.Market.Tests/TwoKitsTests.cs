using EdgeKit.Contracts.Market;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Tests.Support;

namespace EdgeKit.Market.Tests;

/// <summary>Whole modules beside one another: they find each other by multicast on the loopback interface, and speak over sockets.</summary>
public sealed class TwoKitsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kits_that_were_told_nothing_of_each_other_help_each_other_out()
    {
        var key = MarketKey.New();
        await using var near = await WireKit.StartAsync(18, key, turns: true, Cancel);
        await using var here = await WireKit.StartAsync(17, key, turns: true, Cancel);
        await using var stranger = await WireKit.StartAsync(19, MarketKey.New(), turns: true, Cancel);
        using var listener = here.Events.Listen(lastEventId: null, out _);
        near.Stock.Has("chai", 10);
        stranger.Stock.Has("chai", 100);

        here.Stock.Misses("chai", 2);

        var said = await listener.Events.ReadAsync(Cancel);
        Assert.Equal(("market", "3 Masala chai from kit-18: fetch the goods there"), (said.Type, Assert.IsType<MarketTransfer>(said.Value).Text));
        Assert.Equal((3, 7, 100), (here.Stock.Available("chai"), near.Stock.Available("chai"), stranger.Stock.Available("chai")));
    }
}
