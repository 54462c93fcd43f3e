using System.Globalization;
using System.Net;
using EdgeKit.Contracts.Stock;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Stock;
using EdgeKit.Market;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Daemon.Tests.Hosting;

/// <summary>The whole daemon in this process: what its two ports answer to.</summary>
public sealed class MarketPortTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();
    private readonly int _people = Loopback.FreePort();
    private readonly int _market = Loopback.FreePort();
    private DataDirectory _data = null!;
    private WebApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await MarketModule.WriteKeyAsync(_directory["market.key"], Cancel);
        var settings = Settings(_people, _market);
        var builder = KitHost.CreateDaemon(settings);
        settings.CheckUnread();
        Assert.Empty(settings.Errors);
        _data = DataDirectory.TryTake(settings.DataDirectory)!;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_data);
        builder.Services.AddSingleton<IStockTransfers, NoStock>();
        builder.Services.AddSingleton<IStockRights, NoStock>();
        _app = builder.Build();
        KitHost.Map(_app);
        await _app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _data.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("GET", "/api/v1/orders")]
    [InlineData("POST", "/api/v1/orders")]
    [InlineData("GET", "/api/v1/stock")]
    [InlineData("GET", "/api/v1/events")]
    [InlineData("GET", "/api/v1/market")]
    [InlineData("GET", "/readyz")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/")]
    public async Task Nothing_of_the_stalls_is_on_the_markets_port(string method, string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(method, _market, path));
        Assert.NotEqual(HttpStatusCode.NotFound, await AskAsync(method, _people, path));
    }

    [Theory]
    [InlineData("GET", "/market/v1/stock")]
    [InlineData("POST", "/market/v1/transfers")]
    public async Task Nothing_of_the_markets_is_on_the_stalls_port(string method, string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(method, _people, path));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(method, _market, path));
    }

    [Fact]
    public async Task A_name_that_is_not_the_kits_leads_nowhere_there_too() =>
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync("GET", _market, "/market/v1/stock", "evil.example"));

    [Fact]
    public void Commands_do_not_take_the_markets_port_for_the_daemons() =>
        Assert.Equal([$"http://127.0.0.1:{_people.ToString(CultureInfo.InvariantCulture)}"], DataDirectory.FindRunning(_directory["data"])!.Addresses);

    [Fact]
    public void A_market_that_everybody_reaches_needs_no_open_access()
    {
        var settings = Settings(Loopback.FreePort(), Loopback.FreePort(), "0.0.0.0");
        KitHost.CreateDaemon(settings);

        Assert.Empty(settings.Errors);
    }

    [Fact]
    public void The_markets_port_is_its_own()
    {
        var settings = Settings(8484, 8484, "0.0.0.0");
        KitHost.CreateDaemon(settings);

        Assert.Contains("market: listen has a port of http.listen", Assert.Single(settings.Errors), StringComparison.Ordinal);
    }

    private Settings Settings(int people, int market, string address = "127.0.0.1") => TestSettings.Of(
        _directory["data"],
        ("kit.id", "kit-17"),
        ("http.listen", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{people}")),
        ("market.id", "night-market"),
        ("market.keyFile", _directory["market.key"]),
        ("market.discovery", "off"),
        ("market.listen", string.Create(CultureInfo.InvariantCulture, $"{address}:{market}")));

    private async Task<HttpStatusCode> AskAsync(string method, int port, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{path}")));
        request.Headers.Host = host;
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return response.StatusCode;
    }

    /// <summary>A ledger with nothing to give and nothing missing.</summary>
    private sealed class NoStock : IStockTransfers, IStockRights
    {
        private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>(StringComparer.Ordinal);

        public Guid Incarnation { get; } = new(17, 0, 0, new byte[8]);

        public IReadOnlyDictionary<string, long> Spare => Nothing;

        public IReadOnlyDictionary<string, long> Missing => Nothing;

        public ISignal<long> Needs { get; } = new Signal<long>(0);

        public ValueTask<IReadOnlyList<TransferRequest>> PendingAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<TransferRequest>>([]);

        public ValueTask BeginAsync(TransferRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Transfer?> GiveAsync(TransferRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask TakeAsync(Transfer transfer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ForgetAsync(Guid transferId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ReceiveAsync(StockRights rights, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Heard() => throw new NotSupportedException();

        public RightsReport? Report(TimeSpan offline) => throw new NotSupportedException();

        public void Reported(RightsReport report) => throw new NotSupportedException();
    }
}
