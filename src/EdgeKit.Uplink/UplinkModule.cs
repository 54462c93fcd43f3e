using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Uplink.Budget;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Mqtt;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Promises;
using EdgeKit.Uplink.Pull;
using EdgeKit.Uplink.Push;
using EdgeKit.Uplink.Rights;
using EdgeKit.Uplink.Telemetry;
using EdgeKit.Uplink.Tiles;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Uplink;

/// <summary>The way to the cloud and back, and what can honestly be promised about it.</summary>
public static class UplinkModule
{
    /// <summary>Registers the uplink. Without an address it only says that there is none.</summary>
    public static IHostApplicationBuilder AddUplink(this IHostApplicationBuilder builder)
    {
        var options = Settings.Of(builder).Read("uplink", UplinkOptions.Read);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(new CloudConsumer(options.Consumer));
        services.TryAddSingleton<IPowerStage, AmplePower>();
        if (options is { DataCap: > 0, Interface: { } modem })
        {
            services.AddSingleton(InterfaceCounter.Of(modem));
            services.AddSingleton<DataBudget>();
            services.AddSingleton<IDataBudget>(static provider => provider.GetRequiredService<DataBudget>());
        }
        else
        {
            services.AddSingleton<IDataBudget, AmpleData>();
        }

        services.AddSingleton<OutageHistory>();
        services.AddSingleton<LinkEstimate>();
        services.AddSingleton(static provider =>
        {
            var memory = ActivatorUtilities.CreateInstance<UplinkMemoryStore>(provider);
            memory.Load();
            return memory;
        });
        services.AddSingleton<UplinkStatus>();
        services.AddSingleton<IUplinkState>(static provider => provider.GetRequiredService<UplinkStatus>());
        services.AddSingleton<IPromiseEstimate, PromiseEstimate>();
        services.AddSingleton<UplinkMetrics>();
        services.AddSingleton<UplinkBell>();
        services.AddSingleton<CloudConnection>();
        services.AddSingleton<HttpTransport>();
        services.AddSingleton<KeepAlive>();
        services.AddSingleton<ILifeline>(static provider => provider.GetRequiredService<CloudConnection>());
        services.AddSingleton<LineHost>();
        AddTransport(services, options);
        return builder;
    }

    /// <summary>Registers what the running daemon does with the uplink by itself.</summary>
    public static IHostApplicationBuilder AddUplinkLoops(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ITile, UplinkTile>();
        var options = builder.Services.Select(static service => service.ImplementationInstance).OfType<UplinkOptions>().Single();
        if (options.DataCap > 0)
        {
            builder.Services.AddLoop<DataBudget>();
            builder.Services.AddSingleton<ITile, DataTile>();
        }

        if (options.IsConfigured)
        {
            builder.Services.AddLoop<PushLoop>();
            builder.Services.AddLoop<PullLoop>();
            builder.Services.AddLoop<RightsLoop>();
            if (options.SendsTelemetry)
            {
                builder.Services.AddLoop<TelemetryLoop>();
            }
        }

        return builder;
    }

    private static void AddTransport(IServiceCollection services, UplinkOptions options)
    {
        services.AddSingleton<LineTransport>();
        services.AddSingleton<MqttTransport>();
        services.AddSingleton<ICloudTransport>(provider => (options.Url, options.Mqtt) switch
        {
            (_, null) => provider.GetRequiredService<LineTransport>(),
            (null, _) => provider.GetRequiredService<MqttTransport>(),
            _ when options.PrefersMqtt => Both(provider, provider.GetRequiredService<MqttTransport>(), provider.GetRequiredService<LineTransport>()),
            _ => Both(provider, provider.GetRequiredService<LineTransport>(), provider.GetRequiredService<MqttTransport>()),
        });
    }

    private static SwitchOver Both(IServiceProvider provider, ICloudTransport preferred, ICloudTransport other) =>
        ActivatorUtilities.CreateInstance<SwitchOver>(provider, preferred, other);

    /// <summary>Maps <c>GET /api/v1/uplink</c>.</summary>
    public static IEndpointRouteBuilder MapUplink(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/uplink", ShowAsync).For(Need.Look).WithSummary("The way to the cloud and what waits").Produces<UplinkView>();
        return routes;
    }

    private static async Task<IResult> ShowAsync(UplinkStatus status, ILedgerFeed feed, KitClock clock, CancellationToken cancellationToken)
    {
        TimeSpan? waited = null;
        if (feed.Acknowledged.Current < feed.Head.Current
            && await feed.ReadAsync(feed.Acknowledged.Current, 1, cancellationToken) is [var oldest, ..]
            && oldest.RecordedAt.Boot == clock.Boot)
        {
            waited = clock.Uptime - TimeSpan.FromMilliseconds(oldest.RecordedAt.MonotonicMs);
        }

        return Results.Json(status.View(waited), ContractsJson.Default.UplinkView);
    }
}
