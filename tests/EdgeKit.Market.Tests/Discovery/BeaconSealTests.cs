using EdgeKit.Contracts.Market;
using EdgeKit.Market.Discovery;
using EdgeKit.Market.Keys;

namespace EdgeKit.Market.Tests.Discovery;

public sealed class BeaconSealTests
{
    private static readonly MarketKey Key = MarketKey.New();
    private static readonly MarketSeals Seals = new(Key, "night-market");
    private static readonly MarketBeacon Beacon = new("kit-18", "Nachtmarkt, Reihe „D“", new Guid(18, 0, 0, new byte[8]), 8484, "AAECAwQFBgcICQoLDA0ODw");

    [Fact]
    public void A_beacon_is_read_as_it_was_written() =>
        Assert.Equal(Beacon, BeaconSeal.Open(Seals, BeaconSeal.Seal(Seals, Beacon), out _));

    [Fact]
    public void No_bit_of_it_can_be_changed()
    {
        var whole = BeaconSeal.Seal(Seals, Beacon);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var changed = (byte[])whole.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Null(BeaconSeal.Open(Seals, changed, out var isSealed));
            Assert.False(isSealed);
        }
    }

    [Fact]
    public void Half_of_one_or_more_than_one_is_none()
    {
        var whole = BeaconSeal.Seal(Seals, Beacon);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Null(BeaconSeal.Open(Seals, whole.AsSpan(0, length), out _));
        }

        Assert.Null(BeaconSeal.Open(Seals, [.. whole, 0], out _));
        Assert.Null(BeaconSeal.Open(Seals, new byte[BeaconSeal.Longest + 1], out _));
    }

    [Fact]
    public void Another_key_and_another_market_are_strangers()
    {
        Assert.Null(BeaconSeal.Open(new MarketSeals(MarketKey.New(), "night-market"), BeaconSeal.Seal(Seals, Beacon), out _));
        Assert.Null(BeaconSeal.Open(new MarketSeals(Key, "day-market"), BeaconSeal.Seal(Seals, Beacon), out _));
    }

    [Fact]
    public void One_that_is_sealed_and_makes_no_sense_is_passed_over()
    {
        MarketBeacon[] wrong = [Beacon with { Kit = "" }, Beacon with { Kit = "../x" }, Beacon with { Name = "a\nb" }, Beacon with { Port = 0 }, Beacon with { Port = 65_536 }, Beacon with { Run = "short" }];

        Assert.All(wrong, static beacon =>
        {
            Assert.Null(BeaconSeal.Open(Seals, BeaconSeal.Seal(Seals, beacon), out var isSealed));
            Assert.True(isSealed);
        });
        Assert.Null(BeaconSeal.Open(Seals, [.. Seals.OfBeacon("{"u8), .. "{"u8], out _));
    }

    [Fact]
    public void The_longest_names_fit()
    {
        var longest = Beacon with { Kit = new string('k', 63), Name = new string('市', 200) };

        Assert.Equal(longest, BeaconSeal.Open(Seals, BeaconSeal.Seal(Seals, longest), out _));
    }
}
