using System.Net;
using System.Text.Json;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Commands;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using Microsoft.AspNetCore.Builder;

namespace EdgeKit.Cloud.Tests.Access;

/// <summary>A cloud that can be reached from outside: TLS, and a token for everything.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly SqliteSource _stores = new();
    private readonly TestIdentity _identity = new();
    private readonly Dictionary<string, string> _tokens = [];
    private IStore _store = null!;
    private ServerIdentity _shown = null!;
    private WebApplication _app = null!;
    private string _url = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.True(StoreAddress.TryMake(await _stores.NewAsync(Cancel), out var store, out _));
        _store = store;
        await _store.OpenAsync(Cancel);
        var options = new RunOptions(["https://0.0.0.0:0"], "", _identity.Certificate, _identity.Key);
        _shown = options.LoadIdentity()!;
        _app = CloudHost.Build(options.Addresses(), _store, _shown, new CloudOptions());
        await _app.StartAsync(Cancel);
        _url = $"https://127.0.0.1:{new Uri(_app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port}";
        foreach (var (role, name) in new[]
        {
            (Role.Kit, "kit-1"), (Role.Kit, "kit-2"), (Role.Backend, "erp"), (Role.Shop, "web"), (Role.Operator, "ops"),
        })
        {
            var token = _tokens[name] = Token.Make();
            await _store.WriteAsync(session => TokenTable.AddAsync(session, role, name, Token.Hash(token), TimeProvider.System.GetUtcNow()), Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _shown.Dispose();
        _identity.Dispose();
        _stores.Dispose();
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("ekc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401)]
    [InlineData("", 401)]
    [InlineData("kit-1", 200)]
    [InlineData("kit-2", 403)]
    [InlineData("erp", 403)]
    [InlineData("ops", 403)]
    public async Task A_kits_path_opens_to_that_kit_only(string? bearer, int status)
    {
        var log = new KitLog("kit-1").SellMany(1);
        using var client = Client(bearer);
        using var content = new ByteArrayContent(log.Batch(1, 1));
        content.Headers.ContentType = new(CloudEventBatch.ContentType);
        using var pushed = await client.PostAsync(new Uri("/v1/kits/kit-1/log", UriKind.Relative), content, Cancel);
        using var fed = await client.GetAsync(new Uri("/v1/kits/kit-1/feed", UriKind.Relative), Cancel);

        Assert.Equal((status, status), ((int)pushed.StatusCode, (int)fed.StatusCode));
        await AssertProblemAsync(pushed);
    }

    [Theory]
    [InlineData("GET", "/v1/orders", "erp ops")]
    [InlineData("GET", "/v1/events", "erp ops")]
    [InlineData("GET", "/v1/ledger", "erp ops")]
    [InlineData("PUT", "/v1/catalog", "erp ops")]
    [InlineData("POST", "/v1/stock/TEA/receive", "erp ops")]
    [InlineData("POST", "/v1/stock/TEA/count", "erp ops")]
    [InlineData("POST", "/v1/stock/TEA/grants", "erp ops")]
    [InlineData("POST", "/v1/stock/TEA/recalls", "erp ops")]
    [InlineData("GET", "/v1/stock/TEA/explain", "erp ops")]
    [InlineData("GET", "/v1/journal", "erp ops")]
    [InlineData("POST", "/v1/kits/kit-1/rights", "kit-1")]
    [InlineData("POST", "/v1/kits/kit-1/lost", "ops")]
    [InlineData("POST", "/v1/kits/kit-1/found", "ops")]
    [InlineData("POST", "/v1/kits/kit-1/settle", "ops")]
    [InlineData("GET", "/v1/catalog", "erp web ops")]
    [InlineData("POST", "/v1/shop/orders", "web ops")]
    [InlineData("GET", "/v1/kits", "ops")]
    [InlineData("GET", "/v1/kits/kit-1/quarantine", "ops")]
    [InlineData("GET", "/healthz", "kit-1 erp web ops")]
    public async Task A_route_opens_to_the_roles_it_is_for(string method, string path, string open)
    {
        foreach (var bearer in new[] { "kit-1", "erp", "web", "ops" })
        {
            using var client = Client(bearer);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await client.SendAsync(request, Cancel);

            Assert.Equal(
                open.Split(' ').Contains(bearer, StringComparer.Ordinal), response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden));
            await AssertProblemAsync(response);
        }

        using var nobody = Client(null);
        using var bare = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await nobody.SendAsync(bare, Cancel);
        Assert.Equal(path == "/healthz" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing_from_then_on()
    {
        using var client = Client("erp");
        using var before = await client.GetAsync(new Uri("/v1/orders", UriKind.Relative), Cancel);
        await _store.WriteAsync(static session => TokenTable.RevokeAsync(session, kit: false, "erp", TimeProvider.System.GetUtcNow()), Cancel);
        using var after = await client.GetAsync(new Uri("/v1/orders", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_token_is_nowhere_in_the_store()
    {
        var found = await _store.ReadAsync(static session => session.QueryAsync("SELECT hash FROM tokens", static row => (byte[])row.GetValue(0)), Cancel);

        Assert.Equal(5, found.Count);
        Assert.Contains(found, hash => hash.SequenceEqual(Token.Hash(_tokens["erp"])));
    }

    [Fact]
    public async Task On_loopback_another_hosts_name_is_refused()
    {
        await using var cloud = await TestCloud.StartAsync(await _stores.NewAsync(Cancel));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/orders");
        request.Headers.Host = "rebound.example";
        using var response = await cloud.Client.SendAsync(request, Cancel);

        Assert.Equal(421, (int)response.StatusCode);
        Assert.Equal(ProblemTypes.WrongHost, (await ProblemAsync(response)).Type);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Assert.Equal((int)response.StatusCode, (await ProblemAsync(response)).Status);
        }
    }

    private static async Task<Problem> ProblemAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(Cancel), ContractsJson.Default.Problem)!;

    private HttpClient Client(string? bearer) => _identity.Client(_url, bearer is null ? null : _tokens.GetValueOrDefault(bearer, bearer));
}
