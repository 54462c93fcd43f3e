using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Events;

namespace EdgeKit.Daemon.Http;

/// <summary>
/// <c>GET /api/v1/events</c>: server-sent events (WHATWG HTML, 9.2). A listener that missed more than is kept hears <c>reset</c> first: fetch
/// the state anew.
/// </summary>
internal sealed class EventsEndpoint(EventStream events, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MostListeners = 512;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/events", static (HttpContext context, EventsEndpoint endpoint, CancellationToken _) => endpoint.SendAsync(context))
            .For(Need.Look)
            .WithSummary("What happens, as server-sent events");

    private async Task<IResult> SendAsync(HttpContext context)
    {
        if (events.Listeners >= MostListeners)
        {
            return Problems.Of(ProblemTypes.Busy, "Too many listen", StatusCodes.Status503ServiceUnavailable, "Close a page, or try again later.");
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        using var listener = events.Listen(last.Length == 0 ? null : last, out var resumed);
        try
        {
            await WriteAsync(response, resumed ? "retry: 2000\n\n"u8.ToArray() : "retry: 2000\nevent: reset\ndata: {}\n\n"u8.ToArray(), ended.Token);
            await FollowAsync(response, listener, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The page left, or the daemon ends.
            return Results.Empty;
        }

        return Results.Empty;
    }

    private async Task FollowAsync(HttpResponse response, EventListener listener, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        using var timer = new PeriodicTimer(Heartbeat, time);
        var beat = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        while (true)
        {
            var more = listener.Events.WaitToReadAsync(cancellationToken).AsTask();
            while (!more.IsCompleted && await Task.WhenAny(more, beat) == beat)
            {
                // Keeps the way open, and finds out that nobody listens.
                await WriteAsync(response, ":\n\n"u8.ToArray(), cancellationToken);
                beat = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            }

            if (!await more)
            {
                return;
            }

            text.SetLength(0);
            while (text.Length < 65_536 && listener.Events.TryRead(out var said))
            {
                text.Write(Encoding.UTF8.GetBytes($"id: {said.Id}\nevent: {said.Type}\ndata: "));
                text.Write(JsonSerializer.SerializeToUtf8Bytes(said.Value, said.TypeInfo));
                text.Write("\n\n"u8);
            }

            await WriteAsync(response, text.GetBuffer().AsMemory(0, (int)text.Length), cancellationToken);
        }
    }

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(bytes, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
