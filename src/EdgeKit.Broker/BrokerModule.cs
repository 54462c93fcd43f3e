using System.Net;
using EdgeKit.Broker.Front;
using EdgeKit.Broker.HomeAssistant;
using EdgeKit.Broker.Orders;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Telling;
using EdgeKit.Broker.Tiles;
using EdgeKit.Broker.Topics;
using EdgeKit.Broker.Victron;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Broker;

/// <summary>The stall's MQTT broker: what the kit knows for whoever listens, orders for whoever may sell, and the devices' own messages.</summary>
public static class BrokerModule
{
    /// <summary>Registers the broker; nothing with <c>mqtt.enabled: false</c>.</summary>
    public static IHostApplicationBuilder AddBroker(this IHostApplicationBuilder builder, BrokerOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        if (!options.IsOn)
        {
            return builder;
        }

        services.AddSingleton<KitTopics>();
        services.AddSingleton<TopicRules>();
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton<BrokerMetrics>();
        services.AddSingleton<WrongTokens>();
        services.AddSingleton<ClientDoor>();
        services.AddSingleton<BrokerClients>();
        services.AddSingleton<KeptMessages>();
        services.AddSingleton<ServerLog>();
        services.AddSingleton<FrontDoor>();
        services.AddSingleton(static provider => new Lazy<IKitCertificate>(provider.GetRequiredService<IKitCertificate>));
        services.AddSingleton<TcpFront>();
        services.AddSingleton<WebSocketFront>();
        services.AddSingleton<IMessageTaker, OrderTaker>();
        if (options.Other is { } other)
        {
            services.AddSingleton(other);
            services.AddSingleton<IStallBroker, OtherBroker>();
        }
        else
        {
            services.AddSingleton<IStallBroker, MqttNetBroker>();
        }

        services.AddSingleton<CloudEvents>();
        services.AddSingleton<Teller>();
        services.AddLoop<BrokerLoop>();
        services.AddLoop<TellLoop>();
        if (options.HomeAssistant)
        {
            services.AddSingleton<HomeEntities>();
            services.AddSingleton<Announcements>();
            services.AddSingleton<HomeBell>();
            services.AddSingleton<IMessageTaker, HomeStatusTaker>();
            services.AddLoop<DiscoveryLoop>();
        }

        services.TryAddSingleton<OutsideReadings>();
        services.AddSingleton<IMessageTaker, VictronTaker>();
        if (options.Victron is { } victron)
        {
            services.AddSingleton(victron);
            services.AddLoop<VictronLoop>();
        }

        if (options.Ports.Any())
        {
            // Whoever gave it a port looks after it.
            services.AddSingleton<ITile, MessagesTile>();
        }

        return builder;
    }

    /// <inheritdoc cref="BrokerProbe.OwnAsync" />
    public static Task<string?> ProbeAsync(string kit, IPEndPoint listen, bool isSecure, CancellationToken cancellationToken) => BrokerProbe.OwnAsync(kit, listen, isSecure, cancellationToken);

    /// <inheritdoc cref="BrokerProbe.OtherAsync" />
    public static Task<string?> ProbeAsync(OtherBrokerOptions other, CancellationToken cancellationToken) => BrokerProbe.OtherAsync(other, cancellationToken);

    /// <summary>Makes connections at <c>/mqtt</c> WebSockets, and no others.</summary>
    public static IApplicationBuilder UseBroker(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<BrokerOptions>() is { IsOn: true, Other: null }
            ? app.UseWhen(static context => context.Request.Path == WebSocketFront.Path, static mqtt => mqtt.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero }))
            : app;

    /// <summary>Maps <c>/mqtt</c>: <c>GET</c>, and over HTTP/2 <c>CONNECT</c> (RFC 8441).</summary>
    public static IEndpointRouteBuilder MapBroker(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<BrokerOptions>() is { IsOn: true, Other: null })
        {
            // Everyone may knock: who it is, CONNECT says.
            var front = routes.ServiceProvider.GetRequiredService<WebSocketFront>();
            routes.MapMethods(WebSocketFront.Path, [HttpMethods.Get, HttpMethods.Connect], (HttpContext context, CancellationToken _) => front.ServeAsync(context)).For(Need.Everyone).ExcludeFromDescription();
        }

        return routes;
    }
}
