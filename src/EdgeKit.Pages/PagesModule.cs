using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Console;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Till;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Pages;

/// <summary>The kit's pages: the console at <c>/</c>, the door at <c>/pair</c>, the till at <c>/till</c>.</summary>
public static class PagesModule
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers what the pages need.</summary>
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(static services => PageAssets.Load(services.GetService<KitOptions>()?.Name ?? "EdgeKit"));
        services.AddSingleton<ClockText>();
        services.AddSingleton<PageForms>();
        services.AddSingleton<RefusalPage>();
        services.AddSingleton<IDoorPage>(static services => services.GetRequiredService<RefusalPage>());
        services.AddSignedLinks(Settings.Of(builder));
        services.AddConsole();
        services.AddTill();
        return builder;
    }

    /// <summary>Maps the pages and <c>/assets</c>.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var front = routes.ServiceProvider.GetRequiredService<FrontDoor>();
        foreach (var (path, asset) in routes.ServiceProvider.GetRequiredService<IReadOnlyDictionary<string, PageAsset>>())
        {
            var answer = new AssetResult(asset);
            RequestDelegate show = path == "/" ? context => front.RunAsync(context, answer) : answer.ExecuteAsync;
            routes.MapMethods(path, Reading, show).For(Need.Everyone).ExcludeFromDescription();
        }

        routes.MapConsole();
        routes.MapTill();
        return routes;
    }
}
