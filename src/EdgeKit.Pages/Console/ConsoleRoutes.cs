using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Loops;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Pages.Console;

/// <summary>Where the console answers.</summary>
internal static class ConsoleRoutes
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<TileBoard>();
        services.AddSingleton<TileHistory>();
        services.AddLoop<TileHistoryLoop>();
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<FrontDoor>();
    }

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.ServiceProvider.GetRequiredService<ConsolePages>();
        var pages = routes.MapGroup("/console").ExcludeFromDescription();
        pages.MapGet("", (CancellationToken cancellationToken) => console.BoardAsync(cancellationToken)).For(Need.Look);
        pages.MapGet("/{tile}", (string tile, HttpContext context) => console.TileAsync(tile, context)).For(Need.Look);
        pages.MapPost("/checks", (HttpContext context, CancellationToken _) => console.RecordAsync(context)).For(Need.Sell);
        pages.MapPost("/checks/snooze", (HttpContext context, CancellationToken _) => console.SnoozeAsync(context)).For(Need.Sell);
        pages.MapGet("/teardown", (HttpContext context, CancellationToken _) => console.TeardownAsync(context)).For(Need.Run);
        pages.MapPost("/teardown", (HttpContext context, CancellationToken _) => console.CloseAsync(context)).For(Need.Own);
        routes.MapGet("/api/v1/console", (CancellationToken cancellationToken) => console.ViewAsync(cancellationToken))
            .For(Need.Look).WithSummary("The whole stall on one screen: lights, figures, and what to do next").Produces<ConsoleView>();
    }
}
