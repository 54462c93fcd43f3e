namespace EdgeKit.Market.Exchange;

/// <summary>What the two sides of the market's protocol have in common.</summary>
internal static class MarketWire
{
    /// <summary>GET: who is there, and what it could spare.</summary>
    public const string StockPath = "/market/v1/stock";

    /// <summary>POST: give these rights.</summary>
    public const string TransfersPath = "/market/v1/transfers";

    /// <summary>Random, new for each request, so that its answer answers nothing else.</summary>
    public const string NonceHeader = "Edge-Market-Nonce";

    /// <summary>The run of the kit that is asked.</summary>
    public const string RunHeader = "Edge-Market-Run";

    /// <summary>The seal, of a request and of an answer.</summary>
    public const string SealHeader = "Edge-Market-Seal";

    /// <summary>The largest request, in bytes.</summary>
    public const int LongestRequest = 4 << 10;

    /// <summary>The largest answer, in bytes: some ten thousand SKUs.</summary>
    public const int LongestAnswer = 1 << 20;
}
