using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Stock;
using EdgeKit.Market.Peers;
using EdgeKit.Market.Transfers;

namespace EdgeKit.Market.Tests.Transfers;

public sealed class TransferRulesTests
{
    private static readonly TransferRequest Request = new(new Guid(1, 0, 0, new byte[8]), "chai", 5, "kit-18", new Guid(18, 0, 0, new byte[8]), "kit-17", new Guid(17, 0, 0, new byte[8]));

    [Theory]
    [InlineData(0, 0.2, 0)]
    [InlineData(1, 0.2, 1)]
    [InlineData(4, 0.2, 4)]
    [InlineData(5, 0.2, 4)]
    [InlineData(10, 0.2, 8)]
    [InlineData(10, 0, 10)]
    [InlineData(10, 1, 0)]
    [InlineData(-3, 0.2, 0)]
    public void A_share_of_what_could_be_spared_is_kept(long spare, double keep, long offered) => Assert.Equal(offered, TransferRules.Offer(spare, keep));

    [Theory]
    [InlineData(1, 100, 2)]
    [InlineData(2, 100, 3)]
    [InlineData(3, 100, 5)]
    [InlineData(10, 100, 15)]
    [InlineData(10, 12, 12)]
    [InlineData(10, 4, 4)]
    [InlineData(long.MaxValue / 4, long.MaxValue, 1_000_000)]
    public void Half_as_many_again_are_asked_for_and_no_more_than_are_offered(long missing, long offered, long quantity) =>
        Assert.Equal(quantity, TransferRules.Quantity(missing, offered));

    [Fact]
    public void Who_offers_most_is_asked_first_and_who_has_none_is_not()
    {
        Peer[] kits = [Peer("kit-18", ("chai", 2)), Peer("kit-20", ("chai", 9)), Peer("kit-19", ("chai", 9)), Peer("kit-21", ("bao", 50)), Peer("kit-22", ("chai", 0))];

        Assert.Equal(["kit-19", "kit-20", "kit-18"], TransferRules.Donors(kits, "chai").Select(static peer => peer.Kit));
    }

    [Fact]
    public void A_transfer_answers_only_what_was_asked_and_gives_no_more()
    {
        Transfer[] wrong =
        [
            new(Request, 6, 1), new(Request, 0, 1), new(Request, -1, 1), new(Request, 5, 0),
            new(Request with { TransferId = new Guid(2, 0, 0, new byte[8]) }, 5, 1), new(Request with { Sku = "bao" }, 5, 1), new(Request with { Quantity = 50 }, 5, 1),
            new(Request with { ToIncarnation = Request.FromIncarnation }, 5, 1), new(Request with { FromKit = "kit-19" }, 5, 1),
        ];

        Assert.True(TransferRules.IsAnswer(Request, new Transfer(Request, 5, 1)));
        Assert.True(TransferRules.IsAnswer(Request, new Transfer(Request, 1, 1)));
        Assert.All(wrong, static transfer => Assert.False(TransferRules.IsAnswer(Request, transfer)));
    }

    [Fact]
    public void A_request_has_bounds()
    {
        TransferRequest[] wrong =
        [
            Request with { TransferId = Guid.Empty }, Request with { Quantity = 0 }, Request with { Quantity = 1_000_001 }, Request with { Sku = "" }, Request with { Sku = new string('x', 65) },
            Request with { Sku = "a b" }, Request with { FromKit = "" }, Request with { ToKit = new string('k', 64) }, Request with { ToIncarnation = Request.FromIncarnation },
        ];

        Assert.True(TransferRules.IsRight(Request));
        Assert.All(wrong, static request => Assert.False(TransferRules.IsRight(request)));
    }

    [Theory]
    [InlineData(TransferDirection.In, "Night market, row D", "3 chai from kit-18, Night market, row D: fetch the goods there")]
    [InlineData(TransferDirection.In, "kit-18", "3 chai from kit-18: fetch the goods there")]
    [InlineData(TransferDirection.Out, null, "3 chai to kit-18: its people come and fetch the goods")]
    public void People_read_where_to_fetch_the_goods(TransferDirection direction, string? name, string words) =>
        Assert.Equal(words, TransferWords.Of(direction, 3, "chai", "kit-18", name));

    private static Peer Peer(string kit, params (string Sku, long Spare)[] spare) => new(
        new Uri("http://10.0.0.1:8484"),
        new PeerStock(kit, kit, Guid.Empty, "", spare.ToDictionary(static sku => sku.Sku, static sku => sku.Spare, StringComparer.Ordinal)),
        0);
}
