using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Live;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Ladder;
using EdgeKit.Streaming.Origins;
using EdgeKit.Streaming.Serving;
using EdgeKit.Streaming.Streams;
using EdgeKit.Streaming.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Streaming;

/// <summary>One stream in, hundreds out: the segment cache before YARP.</summary>
public static class StreamingModule
{
    /// <summary>Registers the streams of the configuration. Without any, nothing runs.</summary>
    public static IHostApplicationBuilder AddStreaming(this IHostApplicationBuilder builder)
    {
        var options = Settings.Of(builder).Read("live", StreamingOptions.Read);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<UplinkMeter>();
        services.TryAddSingleton<IPowerStage, AmplePower>();
        services.TryAddSingleton<IDataBudget, AmpleData>();
        services.AddSingleton<LiveBudget>();
        services.AddSingleton<StreamingMetrics>();
        services.AddSingleton<OngoingWork>();
        services.AddSingleton<SegmentCache>();
        services.AddSingleton<StreamDirectory>();
        services.AddSingleton<LiveReport>();
        services.AddSingleton<ITile, StreamTile>();
        services.AddSingleton<ILiveStreams, PlayableStreams>();
        services.AddSingleton<ViewerLane>();
        services.AddSingleton<ObjectAnswer>();
        services.AddSingleton<PlaylistAnswer>();
        services.AddSingleton<LiveEndpoint>();
        if (options.Streams.Count > 0)
        {
            services.AddHostedService(static provider => provider.GetRequiredService<OngoingWork>());
            services.AddLoop<SweepLoop>();
            services.AddReverseProxy()
                .LoadFromMemory(OriginClusters.Routes(options), OriginClusters.Clusters(options))
                .ConfigureHttpClient(static (_, handler) => OriginClusters.Configure(handler));

            // YARP brings data protection for sticky sessions, which nobody uses here: its service would write a key to the card.
            var keys = services.Single(static service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name is "DataProtectionHostedService");
            services.Remove(keys);
        }

        return builder;
    }

    /// <summary>Maps <c>/live/{stream}/…</c> and <c>GET /api/v1/live</c>.</summary>
    public static IEndpointRouteBuilder MapStreaming(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapGet("/api/v1/live", static (LiveReport report, CancellationToken _) => TypedResults.Json(report.View(), ContractsJson.Default.LiveView))
            .For(Need.Look).WithSummary("The live streams: viewers, origins, bytes").Produces<LiveView>();
        if (services.GetRequiredService<StreamingOptions>().Streams.Count > 0)
        {
            StreamGauges.Observe(
                services.GetRequiredService<StreamingMetrics>(),
                services.GetRequiredService<StreamDirectory>(),
                services.GetRequiredService<SegmentCache>(),
                services.GetRequiredService<UplinkMeter>());
            routes.MapReverseProxy(static proxy =>
            {
                var endpoint = proxy.ApplicationServices.GetRequiredService<LiveEndpoint>();
                var data = proxy.ApplicationServices.GetRequiredService<IDataBudget>();
                proxy.Use(next => context => data.Stage.Current == DataStage.OrdersOnly ? LiveProblems.DataSpent().ExecuteAsync(context) : endpoint.RunAsync(context, next));
                proxy.UseLoadBalancing();
            }).For(Need.Everyone);
        }

        return routes;
    }

    /// <summary>Asks an origin for a playlist, as a viewer would, until its live edge has moved or should have.</summary>
    /// <param name="playlist">A media playlist, or a multivariant one, of which the first is looked at.</param>
    /// <param name="time">Measures.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<OriginProbe> ProbeAsync(Uri playlist, TimeProvider time, CancellationToken cancellationToken) => EdgeWatch.LookAsync(playlist, time, cancellationToken);

    /// <summary>Lets the connections of a listener take cached media without a copy.</summary>
    public static void UseDirectOutput(this ListenOptions listen) => DirectTransport.Use(listen);
}
