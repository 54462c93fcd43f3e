using EdgeKit.Market.Keys;

namespace EdgeKit.Market.Tests.Keys;

/// <summary>The vectors are of another implementation: HMAC and HKDF written out in Python over its hashlib.</summary>
public sealed class MarketSealsTests
{
    private const string Nonce = "AAECAwQFBgcICQoLDA0ODw";
    private const string Run = "EBESExQVFhcYGRobHB0eHw";

    private static readonly MarketKey Key = MarketKey.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")!;
    private static readonly MarketSeals Seals = new(Key, "night-market");

    [Fact]
    public void Seals_are_as_another_implementation_makes_them()
    {
        var request = Seals.OfRequest("POST", "/market/v1/transfers", Nonce, Run, "{\"sku\":\"chai\"}"u8);

        Assert.Equal("f779cce5", Seals.Fingerprint);
        Assert.Equal("aad4dca10e9cb80953bf54065d3e9261743b956b96aafffa62d69c38252ed6fe", Convert.ToHexStringLower(Seals.OfBeacon("here I am"u8)));
        Assert.Equal("28b05b0176c5b0f2ed505a895c7ecfac504f5284f5629a2fd33d89e6dc353c28", Convert.ToHexStringLower(request));
        Assert.Equal("4e459d1b44bad1dffe84d9a943b51c792201100c95a755d199d1f07b31635166", Convert.ToHexStringLower(Seals.OfAnswer(request, 200, "{}"u8)));
    }

    [Fact]
    public void Every_part_of_a_request_is_in_its_seal()
    {
        byte[][] seals =
        [
            Seals.OfRequest("POST", "/a", "n", "r", "b"u8),
            Seals.OfRequest("GET", "/a", "n", "r", "b"u8),
            Seals.OfRequest("POST", "/b", "n", "r", "b"u8),
            Seals.OfRequest("POST", "/a", "m", "r", "b"u8),
            Seals.OfRequest("POST", "/a", "n", "s", "b"u8),
            Seals.OfRequest("POST", "/a", "n", "r", "c"u8),
            Seals.OfRequest("POST", "/an", "", "r", "b"u8),
            Seals.OfRequest("POST", "/a", "nr", "", "b"u8),
            new MarketSeals(Key, "day-market").OfRequest("POST", "/a", "n", "r", "b"u8),
            new MarketSeals(MarketKey.New(), "night-market").OfRequest("POST", "/a", "n", "r", "b"u8),
        ];

        Assert.Equal(seals.Length, seals.Select(Convert.ToHexStringLower).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_answer_is_to_one_request_with_one_status_and_one_body()
    {
        byte[] request = [1];
        byte[][] seals = [Seals.OfAnswer(request, 200, "b"u8), Seals.OfAnswer([2], 200, "b"u8), Seals.OfAnswer(request, 201, "b"u8), Seals.OfAnswer(request, 200, "c"u8)];

        Assert.Equal(seals.Length, seals.Select(Convert.ToHexStringLower).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Each_purpose_has_a_key_of_its_own()
    {
        string[] purposes = ["beacon", "request", "answer", "fingerprint"];

        Assert.Equal(purposes.Length, purposes.Select(static purpose => Convert.ToHexStringLower(Key.For(purpose, "night-market"))).Distinct(StringComparer.Ordinal).Count());
    }
}
