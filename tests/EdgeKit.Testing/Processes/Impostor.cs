using System.Globalization;
using System.Net;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Testing.Processes;

/// <summary>Answers in the cloud's place, and is not the cloud.</summary>
internal sealed class Impostor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Impostor(WebApplication app) => _app = app;

    /// <summary>What it plays; read with each request.</summary>
    public RelayFault Plays { get; set; } = RelayFault.CaptivePortal;

    /// <summary>The log it speaks of.</summary>
    public Guid Incarnation { get; set; }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Requests answered.</summary>
    public int Answered { get; private set; }

    public static async Task<Impostor> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var impostor = new Impostor(builder.Build());
        impostor._app.Run(impostor.AnswerAsync);
        await impostor._app.StartAsync(cancellationToken);
        var addresses = impostor._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        impostor.Port = new Uri(addresses.Addresses.Single()).Port;
        return impostor;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var (status, contentType, body) = Answer(Plays);
        Answered++;
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private (int Status, string ContentType, string Body) Answer(RelayFault plays) => plays switch
    {
        RelayFault.TooLarge => (StatusCodes.Status413PayloadTooLarge, Html, "<html><body>413</body></html>"),
        RelayFault.TooMany => (StatusCodes.Status429TooManyRequests, Html, "<html><body>429</body></html>"),
        RelayFault.Unavailable => (StatusCodes.Status503ServiceUnavailable, Html, "<html><body>503</body></html>"),
        RelayFault.CutJson => (StatusCodes.Status200OK, Json, """{"incarnation":"0192f0c1-""" + " \"ackSeq\": 99"),
        RelayFault.OtherIncarnation => (StatusCodes.Status200OK, Json, Push(Guid.Empty, 5)),
        RelayFault.AckBeyond => (StatusCodes.Status200OK, Json, Push(Incarnation, long.MaxValue / 2)),
        RelayFault.AckNegative => (StatusCodes.Status200OK, Json, Push(Incarnation, -7)),
        RelayFault.None or RelayFault.Refuse or RelayFault.Reset or RelayFault.HalfOpen or RelayFault.AnswerLost or RelayFault.Slow or RelayFault.CaptivePortal =>
            (StatusCodes.Status200OK, Html, "<html><body><h1>Welcome to Market Wi-Fi</h1><form>Accept the terms</form></body></html>"),
    };

    private const string Html = "text/html; charset=utf-8";

    private const string Json = "application/json";

    private static string Push(Guid incarnation, long ackSeq) =>
        JsonSerializer.Serialize(new PushAnswer(incarnation, ackSeq, "", DateTimeOffset.UnixEpoch), ContractsJson.Default.PushAnswer);
}
