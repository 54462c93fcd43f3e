using System.Net;
using System.Net.WebSockets;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Broker.Front;

/// <summary><c>GET /mqtt</c>: MQTT in the binary frames of a WebSocket (MQTT 5.0, section 6).</summary>
internal sealed class WebSocketFront(FrontDoor door, IHostApplicationLifetime lifetime)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/mqtt";

    private const string Protocol = "mqtt";

    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(1);

    /// <summary>Serves one connection until it ends.</summary>
    public async Task<IResult> ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Problems.Of(ProblemTypes.BadRequest, "Only for WebSockets", StatusCodes.Status426UpgradeRequired, "MQTT is spoken here, as a WebSocket with the protocol 'mqtt'.");
        }

        // A browser lets any page open a WebSocket to anywhere, with this machine's rights where it runs on this machine.
        if (context.Request.Headers.Origin is { Count: > 0 } origin && !IsSame(origin.ToString(), context.Request.Host))
        {
            return Problems.Of(ProblemTypes.WrongHost, "Wrong origin", StatusCodes.Status403Forbidden, "A page of another origin may not connect here.");
        }

        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol, StringComparer.Ordinal))
        {
            return Problems.BadRequest("Sec-WebSocket-Protocol", "Expected 'mqtt'.");
        }

        var http = context.Connection;
        using var place = door.Enter(http.RemoteIpAddress ?? IPAddress.None);
        if (place is null)
        {
            return Problems.Of(ProblemTypes.Busy, "Too many connections", StatusCodes.Status503ServiceUnavailable, "Close one, or try again later.");
        }

        using var connection = new FrontConnection(
            new IPEndPoint(http.LocalIpAddress ?? IPAddress.None, http.LocalPort), new IPEndPoint(http.RemoteIpAddress ?? IPAddress.None, http.RemotePort), context.Request.IsHttps);

        // The server waits for its requests to end before it ends.
        await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static ended => ((FrontConnection)ended!).End(), connection);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = Protocol, KeepAliveInterval = TimeSpan.Zero });
        await using var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary, CloseWithin);
        await door.ServeAsync(stream, connection);
        return Results.Empty;
    }

    private static bool IsSame(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
