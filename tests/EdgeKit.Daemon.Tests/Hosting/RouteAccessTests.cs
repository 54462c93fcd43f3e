using System.Net;
using EdgeKit.Access;
using EdgeKit.Contracts.Access;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Kernel.Access;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace EdgeKit.Daemon.Tests.Hosting;

/// <summary>Who may do what, over the routes that the daemon really has.</summary>
public sealed class RouteAccessTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly WebApplication _app;
    private readonly Dictionary<Role, string> _tokens = [];

    public RouteAccessTests()
    {
        var settings = TestSettings.Of(_data.Path, ("kit.id", "kit-17"));
        _app = KitHost.CreateDaemon(settings).Build();
        KitHost.Map(_app);
    }

    private IReadOnlyList<RouteEndpoint> Routes => [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()];

    public void Dispose()
    {
        ((IDisposable)_app).Dispose();
        _data.Dispose();
    }

    [Fact]
    public void Every_route_says_who_may_use_it() =>
        Assert.Empty(Routes.Where(static route => route.Metadata.GetMetadata<RouteNeed>() is null).Select(static route => route.DisplayName));

    [Fact]
    public async Task The_routes_are_for_whom_they_are_meant()
    {
        var actual = string.Join('\n', Routes
            .Where(static route => !route.RoutePattern.RawText!.StartsWith("/assets/", StringComparison.Ordinal))
            .Select(static route => $"{string.Join(',', route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]),-9} {route.RoutePattern.RawText,-40} {route.Metadata.GetMetadata<RouteNeed>()?.Need}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

        Assert.Equal(await Golden.ReadAsync("routes.txt", actual, TestContext.Current.CancellationToken), actual);
    }

    /// <summary>A role never comes further than its needs, on any route: what must not be reached is not run, whatever it is.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Device)]
    [InlineData(Role.Creator)]
    [InlineData(Role.Cashier)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Owner)]
    public async Task No_role_climbs(Role? role)
    {
        foreach (var route in Routes)
        {
            var need = route.Metadata.GetMetadata<RouteNeed>()!.Need;
            Assert.Equal((route.DisplayName, Meets(role, need)), (route.DisplayName, await ReachesAsync(route, role)));
        }
    }

    private static bool Meets(Role? role, Need need) => need switch
    {
        Need.ThisMachine => false,
        Need.Everyone => true,
        Need.Look => role is not null,
        Need.ReadLog => role is Role.Device or Role.Operator or Role.Owner,
        Need.Sell => role is Role.Cashier or Role.Operator or Role.Owner,

        // A cashier needs the PIN, and brings none here.
        Need.Approve or Need.Run => role is Role.Operator or Role.Owner,
        Need.Publish => role is Role.Creator or Role.Operator or Role.Owner,
        Need.Own => role is Role.Owner,
    };

    private async Task<bool> ReachesAsync(RouteEndpoint route, Role? role)
    {
        var reached = false;
        var pipeline = new ApplicationBuilder(_app.Services)
            .UseAccess()
            .Use((HttpContext _, RequestDelegate _) =>
            {
                reached = true;
                return Task.CompletedTask;
            })
            .Build();
        var context = new DefaultHttpContext { RequestServices = _app.Services };
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        context.Connection.LocalIpAddress = IPAddress.Parse("10.43.0.1");
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.43.0.77");
        context.Request.Method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        context.SetEndpoint(route);
        if (role is { } given)
        {
            context.Request.Headers.Authorization = $"Bearer {await TokenAsync(given)}";
        }

        await pipeline(context);
        return reached;
    }

    private async Task<string> TokenAsync(Role role) => _tokens.TryGetValue(role, out var known)
        ? known
        : _tokens[role] = await AccessModule.AddDeviceAsync(_app.Services, $"{role}", role, TestContext.Current.CancellationToken);
}
