using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Market.Peers;
using EdgeKit.Market.Tests.Support;
using EdgeKit.Market.Transfers;

namespace EdgeKit.Market.Tests.Transfers;

public sealed class TransferLoopTests : IDisposable
{
    private readonly TestLan _lan = new();
    private readonly LanKit _here;
    private readonly LanKit _near;
    private readonly LanKit _far;

    public TransferLoopTests()
    {
        _near = new LanKit(_lan, 18);
        _far = new LanKit(_lan, 19);
        _here = new LanKit(_lan, 17, _near.Authority, _far.Authority);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _here.Dispose();
        _near.Dispose();
        _far.Dispose();
    }

    [Fact]
    public async Task What_is_missing_comes_from_the_kit_that_has_most_and_people_read_it_at_both()
    {
        _near.Stock.Has("chai", 4);
        _far.Stock.Has("chai", 40);
        _here.Stock.Misses("chai", 2);

        await PassAsync();

        Assert.Equal(3, _here.Stock.Available("chai"));
        Assert.Equal(37, _far.Stock.Available("chai"));
        Assert.Equal(4, _near.Stock.Available("chai"));
        Assert.Empty(_here.Stock.Pending);
        Assert.Equal("3 Masala chai from kit-19, Row 9: fetch the goods there", Assert.Single(_here.Last).Text);
        Assert.Equal("3 Masala chai to kit-17: its people come and fetch the goods", Assert.Single(_far.Last).Text);
    }

    [Fact]
    public async Task Pages_hear_of_it()
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        using var listener = _here.Events.Listen(lastEventId: null, out _);

        await PassAsync();

        Assert.True(listener.Events.TryRead(out var said));
        Assert.Equal("market", said.Type);
        Assert.Equal(2, Assert.IsType<MarketTransfer>(said.Value).Quantity);
        Assert.False(listener.Events.TryRead(out _));
    }

    [Fact]
    public async Task One_that_has_not_enough_is_asked_and_then_the_next()
    {
        _near.Stock.Has("chai", 4);
        _far.Stock.Has("chai", 6);
        _here.Stock.Misses("chai", 8);

        await PassAsync();

        // Six of the eight, and for the two that are left half as many again.
        Assert.Equal(9, _here.Stock.Available("chai"));
        Assert.Equal(1, _near.Stock.Available("chai"));
        Assert.Equal(0, _far.Stock.Available("chai"));
    }

    [Fact]
    public async Task While_the_cloud_is_reached_it_is_given_time()
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        _here.Uplink.Now.Set(UplinkState.Online);

        await PassAsync();
        Assert.Equal(0, _here.Stock.Available("chai"));

        _here.Clock.Advance(MissingWatch.CloudPatience);
        await PassAsync();
        Assert.Equal(2, _here.Stock.Available("chai"));
    }

    [Theory]
    [InlineData(UplinkState.None)]
    [InlineData(UplinkState.Unknown)]
    [InlineData(UplinkState.Offline)]
    [InlineData(UplinkState.Refused)]
    public async Task Without_the_cloud_it_is_not_waited_for(UplinkState state)
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        _here.Uplink.Now.Set(state);

        await PassAsync();

        Assert.Equal(2, _here.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_kit_that_goes_off_begins_nothing_and_brings_what_was_begun_to_its_end()
    {
        _near.Stock.Has("chai", 4).Has("bao", 4);
        _here.Stock.Misses("chai", 1);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.AnswerLost : LanFault.None;
        await PassAsync();
        _lan.Fault = static _ => LanFault.None;
        _here.Shutdown.Announce("the pack is empty");
        _here.Stock.Misses("bao", 1);

        await PassAsync();

        Assert.Equal(2, _here.Stock.Available("chai"));
        Assert.Equal(0, _here.Stock.Available("bao"));
        Assert.Empty(_here.Stock.Pending);
    }

    [Fact]
    public async Task A_donor_that_dies_leaves_its_transfer_open_and_the_next_one_is_asked()
    {
        _far.Stock.Has("chai", 40);
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        await _here.MeetAsync(Cancel);
        _far.Cut();

        await _here.TransferAsync(Cancel);

        Assert.Equal(2, _here.Stock.Available("chai"));
        var open = Assert.Single(_here.Stock.Pending);
        Assert.Equal("kit-19", open.FromKit);
        Assert.Contains("kit-19 is not reached", _here.Desk.Pending(open).Why, StringComparison.Ordinal);

        _here.Clock.Advance(PeerTable.Lifetime + TimeSpan.FromSeconds(1));
        await PassAsync();
        Assert.Equal("kit-19 is not on this network", _here.Desk.Pending(open).Why);
        _far.Return();
        await PassAsync();
        Assert.Empty(_here.Stock.Pending);
        Assert.Equal(4, _here.Stock.Available("chai"));
    }

    [Fact]
    public async Task What_is_open_of_one_SKU_has_a_bound()
    {
        var donors = Enumerable.Range(21, 5).Select(number => new LanKit(_lan, number)).ToList();
        using var many = new LanKit(_lan, 30, [.. donors.Select(static donor => donor.Authority)]);
        donors.ForEach(static donor => donor.Stock.Has("chai", 9).Has("bao", 9));
        many.Stock.Misses("chai", 1).Misses("bao", 1);
        await many.MeetAsync(Cancel);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.AnswerLost : LanFault.None;

        for (var pass = 0; pass < 5; pass++)
        {
            await many.TransferAsync(Cancel);
            Assert.Equal(TransferRules.MostPending, many.Stock.Pending.CountBy(static request => request.Sku).Max(static sku => sku.Value));
        }

        donors.ForEach(static donor => donor.Dispose());
    }

    [Fact]
    public async Task One_that_has_nothing_left_says_so_finally()
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        await _here.MeetAsync(Cancel);
        _near.Stock.Has("chai", 0);

        await _here.TransferAsync(Cancel);

        Assert.Empty(_here.Stock.Pending);
        Assert.Null(Assert.Single(_near.Stock.Given).Value);
        Assert.Empty(_here.Last);
        Assert.Empty(_near.Last);
    }

    [Fact]
    public async Task A_split_network_moves_nothing_and_all_is_well_after_it()
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        _lan.Fault = static _ => LanFault.RequestLost;
        await PassAsync();
        Assert.Empty(_here.Stock.Pending);

        _lan.Fault = static _ => LanFault.None;
        await PassAsync();

        Assert.Equal(2, _here.Stock.Available("chai"));
        Assert.Equal(2, _near.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_card_that_was_replaced_is_another_log_and_the_transfer_stays_open()
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        await _here.MeetAsync(Cancel);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.AnswerLost : LanFault.None;
        await _here.TransferAsync(Cancel);
        _lan.Fault = static _ => LanFault.None;
        _near.Cut();
        using var replaced = new LanKit(_lan, 18, card: 2, []);

        await _here.TransferAsync(Cancel);

        var open = Assert.Single(_here.Stock.Pending);
        Assert.Equal(_near.Stock.Incarnation, open.FromIncarnation);
        _near.Return();
        await PassAsync();
        Assert.Empty(_here.Stock.Pending);
        Assert.Equal(2, _here.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_silent_kit_is_asked_once_in_a_pass_however_much_is_missing()
    {
        _far.Stock.Has("chai", 40).Has("bao", 40);
        _near.Stock.Has("chai", 4).Has("bao", 4);
        _here.Stock.Misses("chai", 1).Misses("bao", 1);
        await _here.MeetAsync(Cancel);
        var asked = 0;
        _lan.Fault = request =>
        {
            asked += request.RequestUri!.Authority == _far.Authority ? 1 : 0;
            return request.RequestUri.Authority == _far.Authority ? LanFault.RequestLost : LanFault.None;
        };

        await _here.TransferAsync(Cancel);
        Assert.Equal((1, 2, 2), (asked, _here.Stock.Available("chai"), _here.Stock.Available("bao")));

        await _here.TransferAsync(Cancel);
        Assert.Equal(2, asked);
        Assert.Single(_here.Stock.Pending);
    }

    [Fact]
    public async Task One_answer_that_makes_no_sense_does_not_hold_up_the_next()
    {
        _near.Stock.Has("chai", 4).Has("bao", 4);
        _here.Stock.Misses("bao", 1).Misses("chai", 1);
        await _here.MeetAsync(Cancel);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.AnswerLost : LanFault.None;
        await _here.TransferAsync(Cancel);
        _here.Clock.Advance(TimeSpan.FromSeconds(1));
        await _here.TransferAsync(Cancel);
        _lan.Fault = static _ => LanFault.None;
        var bao = Assert.Single(_here.Stock.Pending, static request => request.Sku == "bao");
        _near.Stock.Swap(bao.TransferId, transfer => transfer with { Quantity = 100 });
        _here.Stock.Misses("bao", 0).Misses("chai", 1);

        await _here.TransferAsync(Cancel);
        await _here.TransferAsync(Cancel);

        Assert.Equal(2, _here.Stock.Available("chai"));
        Assert.Equal(0, _here.Stock.Available("bao"));
        Assert.Equal("kit-18 answers something else than it was asked", _here.Desk.Pending(Assert.Single(_here.Stock.Pending)).Why);
    }

    [Fact]
    public async Task A_doubled_request_is_told_of_once()
    {
        _near.Stock.Has("chai", 4);
        _here.Stock.Misses("chai", 1);
        _lan.Fault = static request => request.Method == HttpMethod.Post ? LanFault.Doubled : LanFault.None;

        await PassAsync();

        Assert.Equal(2, _near.Stock.Available("chai"));
        Assert.Single(_near.Last);
        Assert.Single(_here.Last);
    }

    [Fact]
    public async Task A_kit_that_is_missing_something_rings()
    {
        _near.Stock.Has("chai", 4);
        await _here.MeetAsync(Cancel);
        var loop = _here.Get<TransferLoop>();
        await loop.StartAsync(Cancel);
        await _here.Clock.SleepAsync(Cancel);

        _here.Stock.Misses("chai", 1);
        while (_here.Stock.Available("chai") == 0)
        {
            await _here.Clock.SleepAsync(Cancel);
        }

        await loop.StopAsync(Cancel);
        Assert.Equal(2, _here.Stock.Available("chai"));
    }

    private async Task PassAsync()
    {
        await _here.MeetAsync(Cancel);
        await _here.TransferAsync(Cancel);
    }
}
