using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Access;
using EdgeKit.Pages.Till.Book;
using EdgeKit.Pages.Till.Day;
using EdgeKit.Pages.Till.Orders;
using EdgeKit.Pages.Till.Queue;
using EdgeKit.Pages.Till.Selling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Pages.Till;

/// <summary>The till's own part of the pages.</summary>
internal static class TillRoutes
{
    /// <summary>Registers what the till needs.</summary>
    public static void AddTill(this IServiceCollection services)
    {
        services.AddSingleton<BannerText>();
        services.AddSingleton<TillFrames>();
        services.AddSingleton<TillBook>();
        services.AddSingleton<TillDesk>();
        services.AddSingleton<BasketHolds>();
        services.AddSingleton<SellPages>();
        services.AddSingleton<OrderPages>();
        services.AddSingleton<QueuePages>();
        services.AddSingleton<DayPages>();
        services.AddSingleton<TillEndpoints>();
    }

    /// <summary>Maps <c>/till</c> and <c>/api/v1/till</c>. Whoever sells may use all of it; what takes something back asks for approval by itself.</summary>
    public static void MapTill(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (sell, orders) = (services.GetRequiredService<SellPages>(), services.GetRequiredService<OrderPages>());
        var (queue, day) = (services.GetRequiredService<QueuePages>(), services.GetRequiredService<DayPages>());
        var api = services.GetRequiredService<TillEndpoints>();

        var till = routes.MapGroup("/till");
        Page(till.MapGet("", (HttpContext context) => sell.Show(context)));
        Page(till.MapPost("/basket", (HttpContext context, CancellationToken _) => sell.ChangeAsync(context)));
        Page(till.MapPost("/sell", (HttpContext context, CancellationToken _) => sell.SellAsync(context)));
        Page(till.MapGet("/orders", (HttpContext context, CancellationToken _) => orders.ListAsync(context)));
        Page(till.MapGet("/orders/{id}", (string id, HttpContext context, CancellationToken _) => orders.ShowAsync(id, context)));
        Page(till.MapGet("/orders/{id}/promise", (string id, HttpContext context, CancellationToken _) => orders.PromiseAsync(id, context)));
        Page(till.MapPost("/orders/{id}/pay", (string id, HttpContext context, CancellationToken _) => orders.PayAsync(id, context)));
        Page(till.MapPost("/orders/{id}/void", (string id, HttpContext context, CancellationToken _) => orders.VoidAsync(id, context)));
        Page(till.MapPost("/orders/{id}/refund", (string id, HttpContext context, CancellationToken _) => orders.RefundAsync(id, context)));
        Page(till.MapGet("/queue", (HttpContext context, CancellationToken _) => queue.ShowAsync(context)));
        Page(till.MapGet("/banner", () => queue.Banner()));
        Page(till.MapGet("/day", (HttpContext context, CancellationToken _) => day.ShowAsync(context)));
        Page(till.MapPost("/open", (HttpContext context, CancellationToken _) => day.OpenAsync(context)));
        Page(till.MapPost("/close", (HttpContext context, CancellationToken _) => day.CloseAsync(context)));

        var own = routes.MapGroup("/api/v1/till");
        own.MapGet("", (CancellationToken cancellationToken) => api.ShowAsync(cancellationToken)).For(Need.Sell).WithSummary("What went through the till today, and on the last day").Produces<TillReport>();
        own.MapPut("/basket", (HttpContext context, CancellationToken _) => api.HoldAsync(context))
            .For(Need.Sell).WithSummary("Hold what lies in a till's basket").Accepts<TillBasket>("application/json", "*/*").Produces<TillBasketHeld>();
        own.MapPost("/open", (HttpContext context, CancellationToken _) => api.OpenAsync(context))
            .For(Need.Sell).WithSummary("Open the till with a float").Accepts<TillOpening>("application/json", "*/*").Produces<TillOpenedBody>();
        own.MapPost("/close", (HttpContext context, CancellationToken _) => api.CloseAsync(context))
            .For(Need.Sell).WithSummary("Close the till with what was counted").Accepts<TillClosing>("application/json", "*/*").Produces<TillClosedBody>();
    }

    private static void Page(RouteHandlerBuilder route) => route.For(Need.Sell).ExcludeFromDescription();
}
