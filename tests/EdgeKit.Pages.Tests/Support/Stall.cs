using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Stock;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Ledger;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Pages.Support;

/// <summary>The pages over a real ledger, on a real port, with what other modules would say in a test's hands.</summary>
internal sealed class Stall : IAsyncDisposable
{
    /// <summary>The role of who was not let in.</summary>
    public const string Guest = "Guest";

    private const string RoleHeader = "Test-Role";

    private readonly WebApplication _app;

    private Stall(WebApplication app)
    {
        _app = app;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public FakeUplink Uplink => (FakeUplink)Get<IUplinkState>();

    public FakeCatalog Catalog => (FakeCatalog)Get<ICatalogView>();

    public TestClock Clock => (TestClock)Get<TimeProvider>();

    public FakeConsole Console => Get<FakeConsole>();

    public IOrderDesk Desk => Get<IOrderDesk>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<Stall> StartAsync(TemporaryDirectory directory, params (string Path, string Value)[] values)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var settings = TestSettings.Of(directory.Path, [("kit.id", "kit-17"), .. values]);
        settings.Attach(builder);
        var (services, clock) = (builder.Services, new TestClock());
        services.AddSingleton(settings);
        services.AddSingleton(settings.Read("kit", KitOptions.Read));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new KitClock(clock, new TestDiscipline(), Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow()));
        services.AddSingleton(new CloudConsumer("cloud"));
        services.AddSingleton(new EventStream("test"));
        services.AddSingleton<ShutdownNotice>();
        services.AddSingleton<ICatalogView, FakeCatalog>();
        services.AddSingleton<IPromiseEstimate, PlainPromise>();
        services.AddSingleton<IUplinkState, FakeUplink>();
        services.AddSingleton<IFormTokens, FakeFormTokens>();
        services.AddSingleton<IApproval, FakeApproval>();
        services.AddTransient(static _ => new Random(1));
        services.AddSingleton<FakeConsole>();
        services.AddSingleton<ITile>(static provider => provider.GetRequiredService<FakeConsole>());
        services.AddSingleton<ICheckDesk>(static provider => provider.GetRequiredService<FakeConsole>());
        services.AddSingleton<IStallDoor>(static provider => provider.GetRequiredService<FakeConsole>());
        services.AddMetrics();
        services.AddLogging();
        services.AddRoutingCore();
        builder.AddLedger();
        builder.AddPages();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use(static (context, next) =>
        {
            // Who comes from the LAN says as what.
            if (context.Request.Headers[RoleHeader] is [{ } role])
            {
                context.Features.Set(role == Guest ? Caller.Guest : new Caller("tab1", "Tablet 1", Enum.Parse<Role>(role), IsThisMachine: false));
            }

            return next(context);
        });
        app.MapLedger();
        app.MapPages();
        await app.StartAsync(Cancel);
        return new Stall(app);
    }

    /// <summary>Goods arrive.</summary>
    public async Task ReceiveAsync(string sku, int quantity) => await Get<IStockIntake>().OpenAsync([new SkuQuantity(sku, quantity)], Cancel);

    /// <summary>Opens a page.</summary>
    public Task<PageAnswer> GetAsync(string path, string? role = null, string? cookie = null) => SendAsync(HttpMethod.Get, path, null, role, cookie);

    /// <summary>Sends a form, with the field that forms of this stall carry.</summary>
    public Task<PageAnswer> PostAsync(string path, string? role, string? cookie, params (string Name, string Value)[] fields)
    {
        var pairs = fields.Append((IFormTokens.Header, FakeFormTokens.Token)).Select(static field => KeyValuePair.Create(field.Item1, field.Item2));
        return SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(pairs), role, cookie);
    }

    public Task<PageAnswer> PostAsync(string path, params (string Name, string Value)[] fields) => PostAsync(path, null, null, fields);

    /// <summary>Sells, which must be taken.</summary>
    public async Task<OrderReceipt> SellAsync(string key, string sku, int quantity, PaymentMethod method = PaymentMethod.Cash)
    {
        var (receipt, problem) = await Desk.SubmitAsync(key, new OrderSubmission([new SkuQuantity(sku, quantity)], new Payment(method)), null, Cancel);
        return receipt ?? throw new InvalidOperationException(problem!.Problem.Detail);
    }

    /// <summary>What a JSON route answers.</summary>
    public async Task<T> ReadAsync<T>(string path, JsonTypeInfo<T> typeInfo)
        where T : class => JsonSerializer.Deserialize(await Http.GetStringAsync(new Uri(path, UriKind.Relative), Cancel), typeInfo)!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task<PageAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string? role, string? cookie)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (role is not null)
        {
            request.Headers.Add(RoleHeader, role);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"till-basket={cookie}");
        }

        using var answer = await Http.SendAsync(request, Cancel);
        var set = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(WebUtility.UrlDecode).ToList() : [];
        return new PageAnswer(
            (int)answer.StatusCode,
            await answer.Content.ReadAsStringAsync(Cancel),
            answer.Headers.Location?.ToString(),
            set.Find(static one => one!.StartsWith("till-basket=", StringComparison.Ordinal)),
            set.Find(static one => one!.StartsWith("till-cart=", StringComparison.Ordinal)),
            answer);
    }
}
