using EdgeKit.Access;
using EdgeKit.Broker;
using EdgeKit.Catalog;
using EdgeKit.Contracts;
using EdgeKit.Daemon.Http;
using EdgeKit.Daemon.Tiles;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Storage;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Ledger;
using EdgeKit.Market;
using EdgeKit.Pages;
using EdgeKit.Pages.Sites;
using EdgeKit.Power;
using EdgeKit.Streaming;
using EdgeKit.Uplink;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace EdgeKit.Daemon.Hosting;

/// <summary>Which modules run. Their sections are read here, so that <c>config check</c> sees what <c>run</c> sees.</summary>
internal static class KitHost
{
    /// <summary>The modules that commands use without the daemon: the ledger opens when the host starts.</summary>
    public static WebApplicationBuilder CreateModules(Settings settings)
    {
        // The empty builder: no configuration files that are watched, no environment, nothing that the kit does not use.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        settings.Attach(builder);
        AddLogging(builder, settings.Read("telemetry", TelemetryOptions.Read));
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(settings.Read("kit", KitOptions.Read));
        services.AddSingleton(TimeProvider.System);
        services.AddTransient(static _ => new Random());
        services.AddSingleton<IClockDiscipline, LinuxClockDiscipline>();
        services.AddSingleton(static provider => new KitClock(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IClockDiscipline>(), KernelBoot.Id, DaemonVersion.Built));
        services.AddSingleton(new EventStream(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^12..]));
        services.AddSingleton<ShutdownNotice>();
        services.AddMetrics();
        builder.AddLedger();
        builder.AddCatalog();
        builder.AddUplink();
        return builder;
    }

    /// <summary>The daemon.</summary>
    public static WebApplicationBuilder CreateDaemon(Settings settings)
    {
        var builder = CreateModules(settings);
        var services = builder.Services;
        var http = settings.Read("http", HttpOptions.Read);
        services.AddSingleton(http);
        builder.AddAccess();
        if (http is { Certificate: { } certificate, Key: { } key })
        {
            services.AddSingleton<IKitCertificate>(new FileCertificate(certificate, key));
        }

        var market = ReadMarket(settings, http);
        var mqtt = ReadBroker(settings, http, market);
        builder.AddLedgerLoops();
        builder.AddUplinkLoops();
        builder.AddPower();
        builder.AddStreaming();
        builder.AddMarket(market);
        builder.AddBroker(mqtt);
        builder.AddPages();
        builder.AddSites();
        services.AddSingleton<HostGuard>();
        services.AddSingleton<FaultGuard>();
        services.AddSingleton<StatusEndpoint>();
        services.AddSingleton<ITile, StorageTile>();
        services.AddSingleton<ITile, UpdatesTile>();
        services.AddSingleton<EventsEndpoint>();
        services.AddSingleton<IRestartRequest, RestartRequest>();
        services.AddSingleton<ISystemdNotifier>(static _ => new SystemdNotifier());
        services.AddHostedService<Announcer>();
        services.AddHostedService<WatchdogLoop>();
        services.AddHostedService<StartLeftovers>();
        services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(8));
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, DaemonJson.Default);
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
        });
        services.AddRoutingCore();
        services.AddOpenApi();
        services.AddOpenTelemetry().ConfigureResource(static resource => resource.AddService("edgekit", serviceVersion: DaemonVersion.Text)).WithMetrics(static metrics => metrics
            .AddMeter("edgekit.*", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(KestrelLimits.Apply).ConfigureKestrel(http.Secure).UseUrls([.. http.Listen, .. market.Urls]);
        builder.Services.AddSingleton<IConnectionListenerFactory>(static services => new SharedListeners(
            new SocketTransportFactory(services.GetRequiredService<IOptions<SocketTransportOptions>>(), services.GetRequiredService<ILoggerFactory>()), new ConnectionShare()));
        return builder;
    }

    /// <summary>What the daemon answers to.</summary>
    public static void Map(WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<FaultGuard>().RunAsync);
        app.Use(app.Services.GetRequiredService<HostGuard>().RunAsync);
        app.UseMarket();
        app.UseAccess();
        app.UseBroker();
        app.MapHealth();
        app.MapAccess();
        app.MapLedger();
        app.MapCatalog();
        app.MapUplink();
        app.MapPower();
        app.MapStreaming();
        app.MapMarket();
        app.MapBroker();
        app.MapPages();
        app.MapSites();
        StatusEndpoint.Map(app);
        EventsEndpoint.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").For(Need.Look);
        app.MapPrometheusScrapingEndpoint("/metrics").For(Need.Look);
    }

    private static MarketOptions ReadMarket(Settings settings, HttpOptions http)
    {
        var market = settings.Read("market", MarketOptions.Read);
        if (market.IsOn && http.Ports.Contains(market.Listen.Port))
        {
            settings.Refuse("market", "listen has a port of http.listen; the market needs one of its own, on which nothing else answers");
        }

        return market;
    }

    private static BrokerOptions ReadBroker(Settings settings, HttpOptions http, MarketOptions market)
    {
        var mqtt = settings.Read("mqtt", BrokerOptions.Read);
        if (mqtt.IsOn && mqtt.Ports.FirstOrDefault(port => http.Ports.Contains(port) || (market.IsOn && market.Listen.Port == port)) is var taken and > 0)
        {
            settings.Refuse("mqtt", $"port {taken} is another listener's; MQTT over TCP needs one of its own, such as 1883");
        }

        return mqtt;
    }

    private static void AddLogging(WebApplicationBuilder builder, TelemetryOptions options)
    {
        builder.Logging.SetMinimumLevel(options.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("OpenTelemetry", LogLevel.Warning);

        // While anything of this can be logged, the server makes an Activity for each request, which nobody reads here.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null)
        {
            builder.Logging.AddSystemdConsole();
        }
        else
        {
            builder.Logging.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }
}
