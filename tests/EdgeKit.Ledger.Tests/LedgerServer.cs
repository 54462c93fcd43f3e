using System.Net;
using System.Text;
using System.Text.Json;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Ledger.Tests;

/// <summary>The module on a real server, in this process, on a clock that stands still.</summary>
internal sealed class LedgerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private int _keys;

    private LedgerServer(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public TestClock Time => (TestClock)_app.Services.GetRequiredService<TimeProvider>();

    public ShutdownNotice Shutdown => _app.Services.GetRequiredService<ShutdownNotice>();

    public LedgerWriter Writer => _app.Services.GetRequiredService<LedgerWriter>();

    public LedgerReader Reader => _app.Services.GetRequiredService<LedgerReader>();

    public IOrderDesk Desk => _app.Services.GetRequiredService<IOrderDesk>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LedgerServer> StartAsync(TemporaryDirectory directory, params (string Path, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var all = TestSettings.Of(directory.Path, [("kit.id", "kit-17"), .. settings]);
        all.Attach(builder);
        var (services, time) = (builder.Services, new TestClock());
        services.AddSingleton(all);
        services.AddSingleton(all.Read("kit", KitOptions.Read));
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(new KitClock(time, new TestDiscipline(), Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow()));
        services.AddSingleton(new CloudConsumer("cloud"));
        services.AddSingleton(new EventStream("test"));
        services.AddSingleton<ICatalogView, TestCatalog>();
        services.AddSingleton<IPromiseEstimate, PlainPromise>();
        services.AddSingleton<ShutdownNotice>();
        services.AddMetrics();
        services.AddLogging();
        services.AddRoutingCore();
        builder.AddLedger();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use(static (context, next) =>
        {
            // What comes from a guest comes by another listener.
            if (context.Request.Headers["Test-Device"] is [{ } device])
            {
                (context.Connection.LocalIpAddress, context.Connection.RemoteIpAddress) = (IPAddress.Parse("10.42.0.1"), IPAddress.Parse(device));
            }

            return next(context);
        });
        app.MapLedger();
        await app.StartAsync(Cancel);
        return new LedgerServer(app);
    }

    /// <summary>Sends a request and reads the answer as JSON; undefined if there is none.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string? device = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", key ?? $"key-{Interlocked.Increment(ref _keys)}");
        if (device is not null)
        {
            request.Headers.Add("Test-Device", device);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await _http.SendAsync(request, Cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        using var document = bytes.Length == 0 ? null : JsonDocument.Parse(bytes);
        return new Answer((int)answer.StatusCode, document?.RootElement.Clone() ?? default, answer.Headers.Location?.ToString());
    }

    public Task<Answer> PostAsync(string path, string? body = null, string? device = null) => SendAsync(HttpMethod.Post, path, body, device);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    internal sealed record Answer(int Status, JsonElement Body, string? Location)
    {
        public string? this[string member] => Body.TryGetProperty(member, out var value) ? value.ToString() : null;
    }
}
