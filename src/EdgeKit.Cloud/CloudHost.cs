using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Catalog;
using EdgeKit.Cloud.Commands;
using EdgeKit.Cloud.Feed;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Kits;
using EdgeKit.Cloud.Line;
using EdgeKit.Cloud.Mqtt;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Shop;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace EdgeKit.Cloud;

/// <summary>Puts the receiver together.</summary>
internal static class CloudHost
{
    private const long BodyMemory = 256 * 1024 * 1024;

    /// <summary>Builds it on an open store.</summary>
    public static WebApplication Build(
        IReadOnlyList<ListenAddress> addresses, IStore store, ServerIdentity? identity, CloudOptions options, TimeProvider? time = null)
    {
        // A service starts in /, where watching for changed settings would watch the whole file system.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
        });
        AddLogging(builder.Logging);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(static sockets => sockets.CreateBoundListenSocket = PatientSockets.Bind);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, addresses, identity));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        AddServices(builder.Services, store, options, time ?? TimeProvider.System);

        var app = builder.Build();
        app.UseMiddleware<ErrorGate>();
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        Map(app);
        return app;
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(static options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
            options.UseUtcTimestamp = true;
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static void AddServices(IServiceCollection services, IStore store, CloudOptions options, TimeProvider time)
    {
        services.AddSingleton(time);
        services.AddSingleton(store);
        services.AddSingleton(options);
        services.AddSingleton<StoreFailure>();
        services.AddSingleton(new BodyBudget(BodyMemory));
        services.AddSingleton<OrderGate>();
        services.AddSingleton<Ingestor>();
        services.AddSingleton<CatalogFeed>();
        services.AddSingleton<RightsNews>();
        services.AddSingleton<KitFeed>();
        services.AddSingleton<LogGreeter>();
        services.AddSingleton<LineServices>();
        services.AddSingleton<OpenLines>();
        services.AddSingleton<RightsReports>();
        services.AddSingleton<TelemetryDesk>();
        services.AddSingleton<KitMail>();
        if (options.Broker is { } broker)
        {
            services.AddSingleton(broker);
            services.AddHostedService<MqttReceiver>();
        }

        services.AddSingleton<AllocationBell>();
        services.AddSingleton<Allocator>();
        services.AddHostedService<AllocationLoop>();
        services.AddSingleton<KeyedWriter>();
        services.AddSingleton<StockDesk>();
        services.AddSingleton<RightsDesk>();
        services.AddSingleton<ShopCounter>();
    }

    private static void Configure(KestrelServerOptions options, IReadOnlyList<ListenAddress> addresses, ServerIdentity? identity)
    {
        options.AddServerHeader = false;

        // More than any route takes: a body that is refused is then still read to its end, so that the sender sees the answer.
        options.Limits.MaxRequestBodySize = 4 * LogEndpoints.LargestCompressed;
        options.Limits.MaxConcurrentConnections = 20_000;

        // A stall's link may stand still for a while in the middle of a batch.
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 50, gracePeriod: TimeSpan.FromSeconds(30));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 50, gracePeriod: TimeSpan.FromSeconds(30));
        foreach (var address in addresses)
        {
            options.Listen(address.EndPoint, listen =>
            {
                if (address.Tls)
                {
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = identity!.Certificate;
                        https.ServerCertificateChain = identity.Chain;
                    });
                }

                var listener = new Listener(address.Loopback);
                listen.Use(next => connection =>
                {
                    connection.Features.Set(listener);
                    return next(connection);
                });
            });
        }
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/healthz", static () => TypedResults.Text("alive\n")).WithMetadata(Needs.Nothing);
        app.MapGet("/readyz", ReadyAsync).WithMetadata(Needs.Nothing);
        LogEndpoints.Map(app);
        LineEndpoints.Map(app);
        OrderEndpoints.Map(app);
        LedgerEndpoints.Map(app);
        CatalogEndpoints.Map(app);
        FeedEndpoints.Map(app);
        StockEndpoints.Map(app);
        RightsEndpoints.Map(app);
        ShopEndpoints.Map(app);
        LossEndpoints.Map(app);
        JournalEndpoints.Map(app);
        TelemetryEndpoints.Map(app);
        KitEndpoints.Map(app);
    }

    /// <summary>Ready is who could write now; a disk that failed answers as any route does.</summary>
    private static async Task<IResult> ReadyAsync(IStore store, CancellationToken cancellationToken)
    {
        await store.WriteAsync(static session => session.NumberAsync("SELECT value FROM counters WHERE name = 'position'"), cancellationToken);
        return TypedResults.Text("ready\n");
    }
}
