using EdgeKit.Contracts.Market;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Power;
using EdgeKit.Market.Exchange;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;
using EdgeKit.Market.Serving;
using EdgeKit.Market.Transfers;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Market.Tests.Support;

/// <summary>A kit of the market on the network of a test. Its ledger and its directory outlast its restarts; nothing else does.</summary>
internal sealed class LanKit : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestLan _lan;
    private readonly string[] _peers;
    private WebApplication _app;

    public LanKit(TestLan lan, int number, params string[] peers)
        : this(lan, number, card: 1, peers)
    {
    }

    public LanKit(TestLan lan, int number, short card, string[] peers)
    {
        (_lan, _peers) = (lan, peers);
        Id = $"kit-{number}";
        Authority = $"10.0.0.{number}:8484";
        Stock = new FakeStock(new Guid(number, card, 0, new byte[8]));
        _app = Start();
    }

    public static MarketKey Key { get; } = MarketKey.Parse(string.Concat(Enumerable.Repeat("0123456789abcdef", 4)))!;

    public string Id { get; }

    public string Authority { get; }

    public FakeStock Stock { get; }

    public TestClock Clock { get; } = new();

    public FakeUplink Uplink { get; } = new();

    public PeerTable Peers => Get<PeerTable>();

    public TransferDesk Desk => Get<TransferDesk>();

    public IReadOnlyList<MarketTransfer> Last => Get<TransferHistory>().Last;

    public ShutdownNotice Shutdown => Get<ShutdownNotice>();

    public EventStream Events => Get<EventStream>();

    public int[] Warnings => [.. Get<FakeLogCollector>().GetSnapshot().Where(static record => record.Level >= LogLevel.Warning).Select(static record => record.Id.Id)];

    public string DataDirectory => _directory.Path;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Asks who is there.</summary>
    public async Task MeetAsync(CancellationToken cancellationToken) => await Get<PeerLoop>().RunOnceAsync(cancellationToken);

    /// <summary>Brings transfers on.</summary>
    public async Task TransferAsync(CancellationToken cancellationToken) => await Get<TransferLoop>().RunOnceAsync(cancellationToken);

    /// <summary>The power goes.</summary>
    public void Cut()
    {
        _lan.Leave(Authority);
        ((IDisposable)_app).Dispose();
    }

    /// <summary>The power is back.</summary>
    public void Return() => _app = Start();

    /// <summary>Off and on.</summary>
    public void Restart()
    {
        Cut();
        Return();
    }

    /// <summary>Sends a request to the kit's own people.</summary>
    public async Task<(int Status, string Body, string? Replayed)> TransferAsync(string sku, string body, string? key, CancellationToken cancellationToken)
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = _app.Services, RequestAborted = cancellationToken };
        using var answer = new MemoryStream();
        context.Request.Method = "POST";
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        context.Response.Body = answer;
        if (key is not null)
        {
            context.Request.Headers["Idempotency-Key"] = key;
        }

        var result = await Get<MarketEndpoints>().TransferAsync(sku, context);
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(answer.ToArray()), context.Response.Headers["Idempotency-Replayed"]);
    }

    public void Dispose()
    {
        Cut();
        _directory.Dispose();
    }

    private WebApplication Start()
    {
        var key = _directory["market.key"];
        using (var file = new StreamWriter(key))
        {
            file.WriteLine(Key.Text);
        }

        var values = new List<(string, string)> { ("kit.id", Id), ("kit.name", $"Row {Id[^1]}"), ("market.id", "night-market"), ("market.keyFile", key), ("market.discovery", "off"), ("market.keep", "0%") };
        if (_peers.Length > 0)
        {
            values.Add(("market.peers", string.Join(",", _peers)));
        }

        var settings = Configured.Settings(_directory.Path, [.. values]);
        var builder = MarketServices.Builder(settings, Stock, Uplink, Clock);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(provider => new PeerClient(provider.GetRequiredService<MarketSeals>(), _lan.Way(), Clock));
        var app = builder.Build();
        _lan.Join(Authority, app.Services.GetRequiredService<MarketListener>(), app.Services);
        return app;
    }
}
