using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Demo.Streams;

/// <summary>The far end of the stream: a small web server in the demo's own process, beyond the uplink.</summary>
internal sealed class LiveOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveOrigin(WebApplication app) => _app = app;

    /// <summary>Its port on the loopback address.</summary>
    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>Opens it.</summary>
    public static async Task<LiveOrigin> StartAsync(IBroadcast broadcast, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, broadcast));
        await app.StartAsync(cancellationToken);
        return new LiveOrigin(app);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, IBroadcast broadcast)
    {
        var name = context.Request.Path.Value!.TrimStart('/');
        var response = context.Response;
        if (broadcast.Find(name) is not { } body)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isPlaylist = name == IBroadcast.Playlist;
        response.ContentType = isPlaylist ? "application/vnd.apple.mpegurl" : "video/mp4";
        response.Headers.CacheControl = isPlaylist ? "no-cache" : "max-age=3600";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
