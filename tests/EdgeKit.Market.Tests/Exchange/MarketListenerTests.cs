using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Market.Exchange;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Tests.Support;

namespace EdgeKit.Market.Tests.Exchange;

/// <summary>What the market's port answers to whom, over real sockets.</summary>
public sealed class MarketListenerTests : IAsyncLifetime
{
    private const string Nonce = "AAECAwQFBgcICQoLDA0ODw";
    private const string OtherNonce = "EBESExQVFhcYGRobHB0eHw";

    private static readonly MarketKey Key = MarketKey.New();
    private static readonly MarketSeals Seals = new(Key, "night-market");

    private readonly HttpClient _http = new();
    private WireKit _kit = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Run => _kit.Get<MarketRun>().Text;

    public async ValueTask InitializeAsync()
    {
        _kit = await WireKit.StartAsync(18, Key, turns: false, Cancel);
        _kit.Stock.Has("chai", 10);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _kit.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_the_key_learns_what_could_be_spared()
    {
        var (status, body, seal) = await SendAsync(HttpMethod.Get, MarketWire.StockPath);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(Convert.ToHexString(Seals.OfAnswer(Seals.OfRequest("GET", MarketWire.StockPath, Nonce, "", []), 200, body)), Convert.ToHexString(seal));
        var stock = JsonSerializer.Deserialize(body, ContractsJson.Default.PeerStock)!;
        Assert.Equal(("kit-18", _kit.Stock.Incarnation, Run, 10), (stock.Kit, stock.Incarnation, stock.Run, stock.Spare["chai"]));
    }

    [Fact]
    public async Task The_same_request_twice_gets_the_same_answer_and_has_one_effect()
    {
        var body = Json(Request(3));

        var first = await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, body, Run);
        var second = await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, body, Run);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(3, JsonSerializer.Deserialize(first.Body, ContractsJson.Default.TransferAnswer)!.Transfer!.Quantity);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Seal, second.Seal);
        Assert.Equal(7, _kit.Stock.Available("chai"));
    }

    [Fact]
    public async Task A_request_of_before_a_restart_is_worth_nothing()
    {
        await using var again = await WireKit.StartAsync(18, Key, turns: false, Cancel);
        again.Stock.Has("chai", 10);
        var request = Request(3) with { FromIncarnation = again.Stock.Incarnation };

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(request), Run, to: again.Address)).Status);
        Assert.Equal(10, again.Stock.Available("chai"));
    }

    public static TheoryData<string> Tampered => ["method", "path", "query", "nonce", "run", "body", "seal", "other key", "other market", "beacon's seal", "no nonce", "no seal", "short seal", "two seals", "wrong run"];

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Whatever_is_changed_is_refused_without_a_word_that_helps(string what)
    {
        var body = Json(Request(3));
        var seals = what switch
        {
            "other key" => new MarketSeals(MarketKey.New(), "night-market"),
            "other market" => new MarketSeals(Key, "day-market"),
            _ => Seals,
        };
        var isGet = what is "method" or "path";
        var run = isGet ? "" : what == "wrong run" ? OtherNonce : Run;
        var seal = what == "beacon's seal" ? Seals.OfBeacon(body) : seals.OfRequest(what == "method" ? "POST" : isGet ? "GET" : "POST", what == "path" ? MarketWire.TransfersPath : isGet ? MarketWire.StockPath : MarketWire.TransfersPath, Nonce, run, isGet ? [] : body);
        using var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, new Uri(_kit.Address, (isGet ? MarketWire.StockPath : MarketWire.TransfersPath) + (what == "query" ? "?x=1" : "")));
        request.Content = isGet ? null : new ByteArrayContent(what == "body" ? Json(Request(4)) : body);
        if (what == "seal")
        {
            seal[^1] ^= 1;
        }

        if (what != "no nonce")
        {
            request.Headers.Add(MarketWire.NonceHeader, what == "nonce" ? OtherNonce : Nonce);
        }

        request.Headers.Add(MarketWire.RunHeader, what == "run" ? OtherNonce : run);
        if (what != "no seal")
        {
            request.Headers.Add(MarketWire.SealHeader, Base64Url.EncodeToString(what == "short seal" ? seal.AsSpan(0, 16) : seal));
        }

        if (what == "two seals")
        {
            request.Headers.Add(MarketWire.SealHeader, Base64Url.EncodeToString(seal));
        }

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"type":"/problems/unauthorized","title":"Not of this market","status":401}""", await response.Content.ReadAsStringAsync(Cancel));
        Assert.False(response.Headers.Contains(MarketWire.SealHeader));
        Assert.Empty(_kit.Stock.Given);
    }

    [Theory]
    [InlineData("/api/v1/orders")]
    [InlineData("/api/v1/market")]
    [InlineData("/market/v1")]
    [InlineData("/market/v1/stock/")]
    [InlineData("/")]
    public async Task There_is_nothing_else_on_its_port(string path) => Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, path)).Status);

    [Fact]
    public async Task Its_routes_are_nowhere_else_and_the_peoples_are_not_here()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, MarketWire.StockPath, to: _kit.People)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(1)), Run, to: _kit.People)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/market", to: _kit.People)).Status);
        Assert.Empty(_kit.Stock.Given);
    }

    [Fact]
    public async Task A_wrong_method_is_said() => Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(HttpMethod.Delete, MarketWire.StockPath)).Status);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_has_an_end(bool chunked)
    {
        var body = new byte[MarketWire.LongestRequest + 1];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_kit.Address, MarketWire.TransfersPath)) { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add(MarketWire.NonceHeader, Nonce);
        request.Headers.Add(MarketWire.RunHeader, Run);
        request.Headers.Add(MarketWire.SealHeader, Base64Url.EncodeToString(Seals.OfRequest("POST", MarketWire.TransfersPath, Nonce, Run, body)));

        using var response = await _http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_to_who_has_the_key()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, "{"u8.ToArray(), Run)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, "null"u8.ToArray(), Run)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(0)), Run)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(1) with { FromKit = "kit-19" }), Run)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(1) with { FromIncarnation = new Guid(9, 0, 0, new byte[8]) }), Run)).Status);
        Assert.Empty(_kit.Stock.Given);
    }

    [Fact]
    public async Task A_ledger_that_cannot_write_gives_nothing_yet()
    {
        _kit.Stock.At = static at => _ = at == "give" ? throw new IOException("the disk is full") : 0;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(1)), Run)).Status);

        _kit.Stock.At = static _ => { };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(1)), Run)).Status);
    }

    [Fact]
    public async Task One_that_sends_half_a_request_holds_up_nobody()
    {
        using var slow = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await slow.ConnectAsync(IPAddress.Loopback, _kit.Address.Port, Cancel);
        await slow.SendAsync(Encoding.ASCII.GetBytes($"POST {MarketWire.TransfersPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf"), Cancel);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, MarketWire.StockPath)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, MarketWire.TransfersPath, Json(Request(1)), Run)).Status);
    }

    [Fact]
    public async Task A_storm_is_turned_away_before_it_costs_anything()
    {
        var statuses = new List<HttpStatusCode>();
        for (var one = 0; one < 1000 && !statuses.Contains(HttpStatusCode.TooManyRequests); one++)
        {
            statuses.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await SendAsync(HttpMethod.Get, "/nothing")).Status)));
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/market", to: _kit.People)).Status);
    }

    private static byte[] Json(TransferRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.TransferRequest);

    private TransferRequest Request(long quantity) =>
        new(new Guid(1, 0, 0, new byte[8]), "chai", quantity, "kit-18", _kit.Stock.Incarnation, "kit-17", new Guid(17, 0, 0, new byte[8]));

    private async Task<(HttpStatusCode Status, byte[] Body, byte[] Seal)> SendAsync(HttpMethod method, string path, byte[]? body = null, string run = "", Uri? to = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(to ?? _kit.Address, path)) { Content = body is null ? null : new ByteArrayContent(body) };
        request.Headers.Add(MarketWire.NonceHeader, Nonce);
        request.Headers.Add(MarketWire.RunHeader, run);
        request.Headers.Add(MarketWire.SealHeader, Base64Url.EncodeToString(Seals.OfRequest(method.Method, path, Nonce, run, body ?? [])));
        using var response = await _http.SendAsync(request, Cancel);
        var seal = response.Headers.TryGetValues(MarketWire.SealHeader, out var values) ? Base64Url.DecodeFromChars(values.Single()) : [];
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(Cancel), seal);
    }
}
