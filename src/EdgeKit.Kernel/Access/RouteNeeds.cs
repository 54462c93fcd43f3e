using Microsoft.AspNetCore.Builder;

namespace EdgeKit.Kernel.Access;

/// <summary>Says on a route, or on a group of them, who may use it. The last word counts.</summary>
public static class RouteNeeds
{
    /// <summary>Whoever meets <paramref name="need"/> may use it.</summary>
    public static TBuilder For<TBuilder>(this TBuilder routes, Need need)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint => endpoint.Metadata.Add(new RouteNeed(need)));
        return routes;
    }
}
