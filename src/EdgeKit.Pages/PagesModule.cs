using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Pages;

/// <summary>The kit's pages.</summary>
public static class PagesModule
{
    /// <summary>Registers the pages.</summary>
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder builder) => builder;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes) => routes;
}
