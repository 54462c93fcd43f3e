using System.Net;
using EdgeKit.Contracts.Market;
using EdgeKit.Market.Peers;
using EdgeKit.Testing;

namespace EdgeKit.Market.Tests.Peers;

public sealed class PeerTableTests
{
    private const string Run = "AAECAwQFBgcICQoLDA0ODw";
    private const string NextRun = "EBESExQVFhcYGRobHB0eHw";

    private static readonly IPAddress There = IPAddress.Parse("10.0.0.18");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("10.0.0.66");
    private static readonly Uri Address = new("http://10.0.0.18:8484");
    private static readonly Guid Log = Incarnation(18);

    private readonly TestClock _clock = new();
    private readonly PeerTable _peers;

    public PeerTableTests() => _peers = new PeerTable(_clock);

    [Fact]
    public void A_call_is_tried_once_and_again_if_it_comes_again()
    {
        Assert.True(_peers.Hear(Beacon(18), There));
        Assert.Equal([Address], _peers.ToMeet([]));
        _peers.Tried([Address]);
        Assert.Empty(_peers.ToMeet([]));

        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(_peers.Hear(Beacon(18), There));
        Assert.Equal([Address], _peers.ToMeet([]));
    }

    [Fact]
    public void A_kit_that_answered_is_there_until_it_answers_no_more()
    {
        Assert.True(_peers.Meet(Address, Stock(18)));
        Assert.False(_peers.Meet(Address, Stock(18)));
        Assert.False(_peers.Hear(Beacon(18), There));
        _clock.Advance(PeerTable.Lifetime);
        Assert.Equal(Log, Assert.Single(_peers.Kits).Incarnation);

        // Calls alone, which anybody may repeat, do not keep it there.
        _peers.Hear(Beacon(18), There);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_peers.Kits);
        Assert.Null(_peers.Find(Log));
        Assert.Null(_peers.Find("kit-18"));
    }

    [Fact]
    public void A_call_that_somebody_else_repeats_leads_to_a_try_and_takes_nothing_away()
    {
        _peers.Meet(Address, Stock(18));

        Assert.True(_peers.Hear(Beacon(18), Elsewhere));

        Assert.Equal([new Uri("http://10.0.0.66:8484"), Address], _peers.ToMeet([]));
        Assert.Equal(Address, _peers.Find(Log)!.Address);
    }

    [Fact]
    public void A_kit_that_was_started_anew_is_met_at_once_and_is_news()
    {
        _peers.Meet(Address, Stock(18));

        Assert.True(_peers.Hear(Beacon(18) with { Run = NextRun }, There));
        Assert.True(_peers.Meet(Address, Stock(18) with { Run = NextRun }));
    }

    [Fact]
    public void One_kit_cannot_be_called_from_a_thousand_places()
    {
        Assert.True(_peers.Hear(Beacon(18), There));
        Assert.False(_peers.Hear(Beacon(18), Elsewhere));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_peers.Hear(Beacon(18), Elsewhere));

        Assert.Equal([new Uri("http://10.0.0.66:8484")], _peers.ToMeet([]));
    }

    [Fact]
    public void The_table_has_an_end()
    {
        for (var kit = 1; kit <= PeerTable.Most + 5; kit++)
        {
            _peers.Hear(Beacon(kit), There);
            _peers.Meet(Address, Stock(kit));
            _peers.HearStranger(new IPAddress(kit));
        }

        Assert.Equal(PeerTable.Most, _peers.Kits.Count);
        Assert.Equal(PeerTable.Most, _peers.Strangers);
        Assert.False(_peers.Hear(Beacon(1000), There));
        Assert.True(_peers.Meet(Address, Stock(1) with { Run = NextRun }));
    }

    [Fact]
    public void An_address_is_asked_once_whoever_named_it()
    {
        _peers.Meet(Address, Stock(18));

        Assert.Equal([Address], _peers.ToMeet([Address, Address]));
    }

    [Fact]
    public void Of_two_with_one_id_the_one_seen_last_is_meant()
    {
        _peers.Meet(Address, Stock(18) with { Incarnation = Incarnation(1) });
        _clock.Advance(TimeSpan.FromSeconds(1));
        _peers.Meet(Address, Stock(18));

        Assert.Equal(Log, _peers.Find("kit-18")!.Incarnation);
    }

    [Fact]
    public void What_a_kit_says_of_itself_has_bounds()
    {
        PeerStock[] wrong =
        [
            Stock(18) with { Kit = "a b" }, Stock(18) with { Name = "" }, Stock(18) with { Name = new string('x', 201) }, Stock(18) with { Run = "" },
            Stock(18) with { Spare = new Dictionary<string, long>(StringComparer.Ordinal) { ["<sku>"] = 1 } },
            Stock(18) with { Spare = new Dictionary<string, long>(StringComparer.Ordinal) { ["chai"] = -1 } },
        ];

        Assert.True(PeerRules.IsRight(Stock(18)));
        Assert.All(wrong, static stock => Assert.False(PeerRules.IsRight(stock)));
    }

    private static Guid Incarnation(int kit) => new(kit, 0, 0, new byte[8]);

    private static MarketBeacon Beacon(int kit) => new($"kit-{kit}", "Row D", Incarnation(kit), 8484, Run);

    private static PeerStock Stock(int kit) => new($"kit-{kit}", "Row D", Incarnation(kit), Run, new Dictionary<string, long>(StringComparer.Ordinal) { ["chai"] = 3 });
}
