using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Access.Tests;

/// <summary>The module behind real sockets. A request says which address of the LAN it comes from; without one it is this machine's.</summary>
internal sealed class AccessKit : IAsyncDisposable
{
    private const string From = "Test-From";

    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });

    private AccessKit(WebApplication app, TestClock clock, FakeRecordLog log) => (_app, Clock, Log) = (app, clock, log);

    public TestClock Clock { get; }

    public FakeRecordLog Log { get; }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static Task<AccessKit> StartAsync(string data, CancellationToken cancellationToken, params (string Path, string Value)[] values) =>
        StartAsync(data, page: null, cancellationToken, values);

    public static async Task<AccessKit> StartAsync(string data, IDoorPage? page, CancellationToken cancellationToken, params (string Path, string Value)[] values)
    {
        var (clock, log) = (new TestClock(), new FakeRecordLog());
        var settings = TestSettings.Of(data, [("kit.id", "kit-17"), .. values]);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        settings.Attach(builder);
        builder.Logging.AddFakeLogging();
        var services = builder.Services;
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        services.AddSingleton(settings);
        services.AddSingleton(settings.Read("kit", KitOptions.Read));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new KitClock(clock, new TestDiscipline(), Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow()));
        services.AddSingleton<IRecordLog>(log);
        if (page is not null)
        {
            services.AddSingleton(page);
        }

        builder.AddAccess();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use(static (context, next) =>
        {
            if (context.Request.Headers[From] is [{ } address])
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                context.Connection.LocalIpAddress = IPAddress.Parse("10.43.0.1");
            }

            return next(context);
        });
        app.UseAccess();
        app.MapAccess();
        app.MapGet("/guests", static () => "in").For(Need.Everyone);
        app.MapGet("/nobody", static () => "in");
        app.MapPost("/sell", static () => "sold").For(Need.Sell);
        app.MapPost("/refund", static () => "refunded").For(Need.Approve);
        app.MapGet("/live/main/1.ts", static () => "segment").For(Need.Everyone);
        await app.StartAsync(cancellationToken);
        var kit = new AccessKit(app, clock, log);
        kit._client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return kit;
    }

    /// <summary>Sends a request: from an address of the LAN or this machine, with a token, a cookie, other headers.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, HttpContent? content = null, string? from = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (from is not null)
        {
            request.Headers.Add(From, from);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request, cancellationToken);
    }

    /// <summary>Posts JSON and reads the answer, which must have <paramref name="status"/>.</summary>
    public async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> requestInfo, JsonTypeInfo<TAnswer> answerInfo, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.Created, string? from = null, string? token = null)
    {
        using var content = JsonContent.Create(request, requestInfo);
        using var answer = await SendAsync(HttpMethod.Post, path, cancellationToken, content, from, token);
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(answerInfo, cancellationToken))!;
    }

    /// <summary>Lets a device in by a code from this machine.</summary>
    public async Task<PairedDevice> PairAsync(Role role, CancellationToken cancellationToken, string from = "10.43.0.50", string name = "Tablet")
    {
        var invite = await PostAsync("/api/v1/pairings/invite", new InviteRequest(role), ContractsJson.Default.InviteRequest, ContractsJson.Default.Invite, cancellationToken);
        return await PostAsync("/api/v1/pairings/redeem", new InviteClaim(invite.Code, name), ContractsJson.Default.InviteClaim, ContractsJson.Default.PairedDevice, cancellationToken, from: from);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
