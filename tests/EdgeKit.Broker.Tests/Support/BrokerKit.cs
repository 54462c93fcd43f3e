using System.Globalization;
using System.Net;
using EdgeKit.Broker.Front;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>The module behind real sockets, with the rest of the kit made up and time that stands still. Its loops do not run: a test calls what it wants.</summary>
internal sealed class BrokerKit : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<IMqttClient> _clients = [];

    private BrokerKit(WebApplication app, int port, TestClock clock, FakeDoor door, FakeDesk desk, FakePower power, EventStream events) =>
        (_app, Port, Clock, Door, Desk, Power, Events) = (app, port, clock, door, desk, power, events);

    public int Port { get; }

    public TestClock Clock { get; }

    public FakeDoor Door { get; }

    public FakeDesk Desk { get; }

    public FakePower Power { get; }

    public EventStream Events { get; }

    public IStallBroker Broker => Get<IStallBroker>();

    /// <summary>Where a WebSocket connects.</summary>
    public Uri WebSocket => new(_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + WebSocketFront.Path);

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static Task<BrokerKit> StartAsync(string data, CancellationToken cancellationToken, params (string Path, string Value)[] values) =>
        StartAsync(data, HttpProtocols.Http1, cancellationToken, values);

    public static async Task<BrokerKit> StartAsync(string data, HttpProtocols web, CancellationToken cancellationToken, params (string Path, string Value)[] values)
    {
        var port = Loopback.FreePort();
        var (clock, door, desk, power, events) = (new TestClock(), new FakeDoor(), new FakeDesk(), new FakePower(), new EventStream("run"));
        var settings = TestSettings.Of(data, [("kit.id", "kit-17"), ("mqtt.listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")), .. values]);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        settings.Attach(builder);
        builder.Logging.AddFakeLogging();
        var services = builder.Services;
        services.AddRoutingCore();
        services.AddSingleton(settings);
        services.AddSingleton(settings.Read("kit", KitOptions.Read));
        services.AddSingleton<TimeProvider>(clock);
        services.AddTransient(static _ => new Random(1));
        services.AddSingleton(new KitClock(clock, new TestDiscipline(), Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow()));
        services.AddSingleton(events);
        services.AddSingleton<ITokenDoor>(door);
        services.AddSingleton<IOrderDesk>(desk);
        services.AddSingleton<IPowerReport>(power);
        services.AddSingleton<IUplinkState>(new FakeUplink());
        services.AddSingleton<IKitCertificate>(new TestCertificate());
        builder.AddBroker(settings.Read("mqtt", BrokerOptions.Read));
        foreach (var hosted in services.Where(static service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            services.Remove(hosted);
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.ConfigureEndpointDefaults(listen => listen.Protocols = web)).UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseBroker();
        app.MapBroker();
        await app.StartAsync(cancellationToken);
        var kit = new BrokerKit(app, port, clock, door, desk, power, events);
        await kit.Broker.StartAsync(cancellationToken);
        return kit;
    }

    /// <summary>Connects as the device of a role.</summary>
    public Task<TestClient> ConnectAsync(Role role, CancellationToken cancellationToken, Action<MqttClientOptionsBuilder>? more = null) =>
        ConnectAsync($"{role}", cancellationToken, more);

    /// <summary>Connects with a token.</summary>
    public async Task<TestClient> ConnectAsync(string? token, CancellationToken cancellationToken, Action<MqttClientOptionsBuilder>? more = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        _clients.Add(client);
        var options = new MqttClientOptionsBuilder()
            .WithEndPoint(new IPEndPoint(IPAddress.Loopback, Port))
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"test-{_clients.Count}");
        if (token is not null)
        {
            options.WithCredentials("somebody", token);
        }

        more?.Invoke(options);
        return await TestClient.ConnectAsync(client, options.Build(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await Broker.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
