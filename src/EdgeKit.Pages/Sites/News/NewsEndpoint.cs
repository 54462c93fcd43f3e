using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Shopping;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Pages.Sites.News;

/// <summary><c>GET /e/{slug}/events</c>: server-sent events for guests, with nothing in them but what the page shows to everybody.</summary>
internal sealed class NewsEndpoint(SiteNews news, SiteStore sites, SitePages pages, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>Answers until the page leaves.</summary>
    public async Task<IResult> SendAsync(string slug, HttpContext context)
    {
        if (sites.Find(slug) is not { Published: { } content } site)
        {
            return Problems.NotFound("There is no such page.");
        }

        using var listener = news.Join(slug, Visitor.Of(context.Connection));
        if (listener is null)
        {
            return Problems.Of(ProblemTypes.Busy, "Too many listen", StatusCodes.Status503ServiceUnavailable, "Close a page, or reload it now and then.");
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(response, "retry: 3000\n\n"u8.ToArray(), ended.Token);

            // The countdown to the second, by the kit's clock and not by the phone's; what is said to all is rounded.
            var state = await pages.StateAsync(slug, content, site.PublishedRevision, ended.Token);
            await WriteAsync(response, Event("first", JsonSerializer.SerializeToUtf8Bytes(state, SitesJson.Default.SiteState)), ended.Token);
            await FollowAsync(response, listener, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The page left, or the daemon ends.
            return Results.Empty;
        }

        return Results.Empty;
    }

    private async Task FollowAsync(HttpResponse response, SiteNews.Listener listener, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        var beat = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        while (true)
        {
            var next = listener.NextAsync(cancellationToken).AsTask();
            while (!next.IsCompleted && await Task.WhenAny(next, beat) == beat)
            {
                // Keeps the way open, and finds out that nobody listens.
                await WriteAsync(response, ":\n\n"u8.ToArray(), cancellationToken);
                beat = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            }

            await WriteAsync(response, Event("state", await next), cancellationToken);
        }
    }

    private static byte[] Event(string type, byte[] data) => [.. Encoding.ASCII.GetBytes($"event: {type}\ndata: "), .. data, .. "\n\n"u8];

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(bytes, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
