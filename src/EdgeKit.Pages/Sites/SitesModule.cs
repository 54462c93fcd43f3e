using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Pages.Sites.Consents;
using EdgeKit.Pages.Sites.Editing;
using EdgeKit.Pages.Sites.Guests;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.News;
using EdgeKit.Pages.Sites.Publishing;
using EdgeKit.Pages.Sites.Shopping;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Pages.Sites;

/// <summary>Microsites: pages that creators make and shoppers order on, at <c>/e/{slug}</c>, and their editor at <c>/sites</c>.</summary>
public static class SitesModule
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers them. Nothing is read, parsed or opened before somebody asks for a site.</summary>
    public static IHostApplicationBuilder AddSites(this IHostApplicationBuilder builder)
    {
        var settings = Settings.Of(builder);
        var services = builder.Services;
        services.AddSignedLinks(settings);
        services.AddSingleton<SiteStore>();
        services.AddSingleton<PictureStore>();
        services.AddSingleton<RsvpBook>();
        services.AddSingleton<ConsentBook>();
        services.AddSingleton<ShopperCookie>();
        services.AddSingleton<SitePages>();
        services.AddSingleton<SiteAnswers>();
        services.AddSingleton<PageCache>();
        services.AddSingleton<SiteNews>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<LocalTime>();
        services.AddSingleton<EditorForm>();
        services.AddSingleton<SiteTemplates>();
        services.AddSingleton<SiteEndpoints>();
        services.AddSingleton<NewsEndpoint>();
        services.AddSingleton<HoldEndpoints>();
        services.AddSingleton<CheckoutEndpoints>();
        services.AddSingleton<ReceiptEndpoints>();
        services.AddSingleton<ReplyEndpoints>();
        services.AddSingleton<UnsubscribeEndpoints>();
        services.AddSingleton<EditorEndpoints>();
        services.AddLoop<NewsLoop>();
        services.AddLoop<PublishLoop>();
        return builder;
    }

    /// <summary>Maps them. A guest's forms need no token: the kit's check of Origin stands before them, and they carry no device's rights.</summary>
    public static IEndpointRouteBuilder MapSites(this IEndpointRouteBuilder routes)
    {
        MapPages(routes);
        MapShopping(routes);
        MapEditor(routes);
        return routes;
    }

    private static void MapPages(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var pages = services.GetRequiredService<SiteEndpoints>();
        var news = services.GetRequiredService<NewsEndpoint>();
        var site = routes.MapGroup("/e/{slug}").For(Need.Everyone).ExcludeFromDescription();
        site.MapMethods("", Reading, (string slug, HttpContext context, CancellationToken _) => pages.ShowAsync(slug, context));
        site.MapGet("/events", (string slug, HttpContext context, CancellationToken _) => news.SendAsync(slug, context));
        site.MapGet("/calendar.ics", (string slug, HttpContext context) => pages.Calendar(slug, context));
        site.MapMethods("/pictures/{name}", Reading, (string name, HttpContext context, CancellationToken _) => pages.PictureAsync(name, context));
        site.MapGet("/preview/{token}", (string slug, string token, CancellationToken cancellationToken) => pages.PreviewAsync(slug, token, cancellationToken));
    }

    private static void MapShopping(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var holds = services.GetRequiredService<HoldEndpoints>();
        var checkout = services.GetRequiredService<CheckoutEndpoints>();
        var receipts = services.GetRequiredService<ReceiptEndpoints>();
        var replies = services.GetRequiredService<ReplyEndpoints>();
        var consents = services.GetRequiredService<UnsubscribeEndpoints>();
        var site = routes.MapGroup("/e/{slug}").For(Need.Everyone).ExcludeFromDescription();
        site.MapPost("/hold", (string slug, HttpContext context, CancellationToken _) => holds.HoldAsync(slug, context));
        site.MapPost("/release", (string slug, HttpContext context, CancellationToken _) => holds.ReleaseAsync(slug, context));
        site.MapGet("/checkout", (string slug, HttpContext context) => checkout.Show(slug, context));
        site.MapPost("/order", (string slug, HttpContext context, CancellationToken _) => checkout.OrderAsync(slug, context));
        site.MapGet("/orders/{token}", (string slug, string token, HttpContext context, CancellationToken _) => receipts.ShowAsync(slug, token, context));
        site.MapGet("/orders/{token}/qr.svg", (string slug, string token, HttpContext context) => receipts.Qr(slug, token, context));
        site.MapGet("/orders/{token}/calendar.ics", (string slug, string token, HttpContext context, CancellationToken _) => receipts.CalendarAsync(slug, token, context));
        site.MapPost("/orders/{token}/cancel", (string slug, string token, HttpContext context, CancellationToken _) => receipts.CancelAsync(slug, token, context));
        site.MapGet("/reply", (string slug, HttpContext context, CancellationToken _) => replies.ShowAsync(slug, context));
        site.MapPost("/reply", (string slug, HttpContext context, CancellationToken _) => replies.ReplyAsync(slug, context));
        site.MapGet("/replies/{token}", (string slug, string token, CancellationToken cancellationToken) => replies.ShowReplyAsync(slug, token, cancellationToken));
        site.MapPost("/replies/{token}/cancel", (string slug, string token, CancellationToken cancellationToken) => replies.CancelAsync(slug, token, cancellationToken));
        site.MapGet("/unsubscribe/{token}", (string slug, string token, CancellationToken cancellationToken) => consents.ShowAsync(slug, token, cancellationToken));
        site.MapPost("/unsubscribe/{token}", (string slug, string token, CancellationToken cancellationToken) => consents.WithdrawAsync(slug, token, cancellationToken));
    }

    private static void MapEditor(IEndpointRouteBuilder routes)
    {
        var editor = routes.ServiceProvider.GetRequiredService<EditorEndpoints>();
        var sites = routes.MapGroup("/sites").For(Need.Publish).ExcludeFromDescription();
        sites.MapGet("", (HttpContext context) => editor.List(context));
        sites.MapPost("", (HttpContext context, CancellationToken _) => editor.CreateAsync(context));
        sites.MapGet("/{slug}", (string slug, HttpContext context, CancellationToken _) => editor.EditAsync(slug, context));
        sites.MapPost("/{slug}", (string slug, HttpContext context, CancellationToken _) => editor.SaveAsync(slug, context));
        sites.MapPost("/{slug}/picture/{block}", (string slug, string block, HttpContext context, CancellationToken _) => editor.UploadAsync(slug, block, context));
    }
}
