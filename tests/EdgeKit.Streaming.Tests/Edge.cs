using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Streams;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Tests;

/// <summary>The module on a real server, in this process, with streams from test origins.</summary>
internal sealed class Edge : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StrongBox<int> _open;

    private Edge(WebApplication app, int port, StrongBox<int> open)
    {
        _open = open;
        _app = app;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(Address, "live/main/"),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>The root of the server.</summary>
    public Uri Address { get; }

    /// <summary>A client whose root is the stream <c>main</c>.</summary>
    public HttpClient Http { get; }

    /// <summary>Connections that are open now.</summary>
    public int OpenConnections => Volatile.Read(ref _open.Value);

    public SegmentCache Cache => _app.Services.GetRequiredService<SegmentCache>();

    public LiveStream Stream => _app.Services.GetRequiredService<StreamDirectory>().TryFind("main", out var stream) ? stream : throw new InvalidOperationException();

    /// <summary>The stream <c>main</c> from the HLS folders of <paramref name="origins"/>.</summary>
    public static Task<Edge> StartAsync(params TestOrigin[] origins) => StartAsync([.. origins.Select(static origin => origin.Hls)]);

    public static async Task<Edge> StartAsync(IReadOnlyList<Uri> origins, string memory = "64MiB", string window = "60s")
    {
        var open = new StrongBox<int>();
        var port = Loopback.FreePort();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Settings(origins, memory, window).Attach(builder);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddTransient(static _ => new Random(1));
        services.AddSingleton(new EventStream("test"));
        services.AddMetrics();
        services.AddRoutingCore();
        services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        builder.AddStreaming();
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(options => options.ConfigureEndpointDefaults(listen =>
            {
                listen.Use(next => async connection =>
                {
                    Interlocked.Increment(ref open.Value);
                    await next(connection);
                    Interlocked.Decrement(ref open.Value);
                });
                listen.UseDirectOutput();
            }))
            .UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var app = builder.Build();
        app.MapStreaming();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Edge(app, port, open);
    }

    /// <summary>What one plain request gets.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>One request with headers; the answer is the caller's.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, cancellationToken);
    }

    /// <summary>Makes the next request for <paramref name="path"/> a miss.</summary>
    public void Forget(string path)
    {
        if (Cache.TryOpenComplete(new ObjectKey("main", path)) is { } held)
        {
            Cache.Drop(held);
            held.EndLease();
        }
    }

    public async Task<string> TextAsync(string path, CancellationToken cancellationToken) => Encoding.UTF8.GetString((await GetAsync(path, cancellationToken)).Body);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static Settings Settings(IReadOnlyList<Uri> origins, string memory, string window)
    {
        var stream = Mapping(
            ("name", Scalar("main")),
            ("origins", new SettingsValue.Sequence([.. origins.Select(static origin => Scalar(origin.AbsoluteUri))], "test")));
        var live = Mapping(("memory", Scalar(memory)), ("window", Scalar(window)), ("streams", new SettingsValue.Sequence([stream], "test")));
        return new Settings(Mapping(("live", live)), "/nowhere");
    }

    private static SettingsValue.Scalar Scalar(string text) => new(text, "test");

    private static SettingsValue.Mapping Mapping(params (string Key, SettingsValue Value)[] members) =>
        new(members.ToDictionary(static member => member.Key, static member => member.Value, StringComparer.Ordinal), "test");
}
