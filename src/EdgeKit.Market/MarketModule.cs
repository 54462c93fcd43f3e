using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Storage;
using EdgeKit.Market.Discovery;
using EdgeKit.Market.Exchange;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;
using EdgeKit.Market.Serving;
using EdgeKit.Market.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Market;

/// <summary>The other kits of the same operator on the network: selling rights go from one to the other without the cloud.</summary>
public static class MarketModule
{
    /// <summary>Registers the market; nothing without the section.</summary>
    public static IHostApplicationBuilder AddMarket(this IHostApplicationBuilder builder, MarketOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        if (!options.IsOn)
        {
            return builder;
        }

        services.AddSingleton(options.Seals());
        services.AddSingleton<MarketRun>();
        services.AddSingleton<MarketBells>();
        services.AddSingleton<MarketMetrics>();
        services.AddSingleton<PeerTable>();
        services.AddSingleton(static provider => new PeerClient(provider.GetRequiredService<MarketSeals>(), PeerClient.Connections(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RequestBudget>();
        services.AddSingleton<MarketListener>();
        services.AddSingleton<MarketEndpoints>();
        services.AddSingleton<TransferDesk>();
        services.AddSingleton(static provider =>
        {
            var history = ActivatorUtilities.CreateInstance<TransferHistory>(provider);
            history.Load();
            return history;
        });
        services.AddLoop<PeerLoop>();
        services.AddLoop<TransferLoop>();
        if (options.Discovery)
        {
            services.AddSingleton<IBeaconTransport, MulticastBeacons>();
            services.AddLoop<DiscoveryLoop>();
        }

        return builder;
    }

    /// <summary>
    /// Answers other kits on the market's port. What comes in there goes no further, and what comes in elsewhere does not come here: the routes
    /// of one are not routes of the other.
    /// </summary>
    public static IApplicationBuilder UseMarket(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<MarketOptions>().IsOn)
        {
            var listener = app.ApplicationServices.GetRequiredService<MarketListener>();
            app.MapWhen(listener.IsFor, branch => branch.Run(listener.AnswerAsync));
        }

        return app;
    }

    /// <summary>Maps <c>GET /api/v1/market</c> and <c>POST /api/v1/stock/{sku}/transfer</c>; nothing without the section.</summary>
    public static IEndpointRouteBuilder MapMarket(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<MarketOptions>().IsOn)
        {
            var market = routes.ServiceProvider.GetRequiredService<MarketEndpoints>();
            routes.MapGet("/api/v1/market", (CancellationToken cancellationToken) => market.ShowAsync(cancellationToken))
                .For(Need.Look).WithSummary("The other kits of the market, and what was transferred").Produces<MarketView>();
            routes.MapPost("/api/v1/stock/{sku}/transfer", (string sku, HttpContext context) => market.TransferAsync(sku, context))
                .For(Need.Sell)
                .WithSummary("Fetch goods from another kit")
                .Accepts<TransferSubmission>("application/json", "*/*")
                .Produces<MarketTransfer>()
                .Produces<PendingTransfer>(StatusCodes.Status202Accepted)
                .Produces<Problem>(StatusCodes.Status409Conflict, Problem.ContentType);
        }

        return routes;
    }

    /// <summary>Whether a text spells a market's key.</summary>
    public static bool IsKey(string text) => MarketKey.Parse(text) is not null;

    /// <summary>A key that nobody has, as a file holds it.</summary>
    public static string NewKey() => MarketKey.New().Text;

    /// <summary>Writes a new key to a file that only its owner may read.</summary>
    /// <exception cref="IOException">It cannot be written, or is there already: who has the old key would be shut out.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async ValueTask WriteKeyAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} is there already; take it away first, if no kit uses it");
        }

        await AtomicFile.WriteAsync(file, System.Text.Encoding.ASCII.GetBytes(NewKey() + "\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
    }
}
