using EdgeKit.Kernel.Answers;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Hls;
using EdgeKit.Streaming.Streams;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeKit.Streaming.Serving;

/// <summary>
/// <c>GET /live/{stream}/…</c>: what is shared is answered from the cache; the rest goes on to YARP, which asks the origin for this one
/// viewer.
/// </summary>
internal sealed class LiveEndpoint(StreamDirectory streams, ObjectAnswer objects, PlaylistAnswer playlists)
{
    private static readonly string[] PlaylistEndings = [".m3u8", ".m3u", ".mpd"];

    /// <summary>Answers, or lets <paramref name="forward"/> answer.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate forward)
    {
        var request = context.Request;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers["Access-Control-Expose-Headers"] = "Age, Content-Length, Content-Range, ETag";
        if (HttpMethods.IsOptions(request.Method))
        {
            context.Response.Headers.AccessControlAllowMethods = "GET, HEAD";
            context.Response.Headers.AccessControlAllowHeaders = "Range, If-None-Match";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var (name, rest) = Split(request.Path.Value!);
        if (!streams.TryFind(name, out var stream) || !MediaPath.TryRead(rest, out var path))
        {
            await Problems.NotFound($"There is no stream at {request.Path}.").ExecuteAsync(context);
            return;
        }

        stream.Viewers.Saw(context.Connection.Id);
        if (!await TryServeAsync(context, stream, path))
        {
            stream.Origins.Tally.Passed();
            await ForwardAsync(context, stream, forward);
        }
    }

    // As for what is shared: who does not answer is passed over.
    private static async Task ForwardAsync(HttpContext context, LiveStream stream, RequestDelegate forward)
    {
        var proxy = context.GetReverseProxyFeature();
        foreach (var origin in stream.Origins.Candidates())
        {
            // The answer gets its own, whatever the origin says; what players may read of it was set before.
            context.Response.Headers.AccessControlAllowOrigin = default;
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = [.. proxy.AllDestinations.Where(destination => destination.DestinationId == origin.Id)];
            await forward(context);
            if (context.Features.Get<IForwarderErrorFeature>() is not { } fault || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            stream.Origins.Failed(origin, $"{origin.Address.Authority}: {fault.Exception?.Message ?? fault.Error.ToString()}");
        }
    }

    // /live/{stream}/{rest}
    private static (string Name, string Below) Split(string path)
    {
        var after = path.IndexOf('/', 1) + 1;
        var slash = path.IndexOf('/', after);
        return slash < 0 ? (path[after..], "") : (path[after..slash], path[(slash + 1)..]);
    }

    private Task<bool> TryServeAsync(HttpContext context, LiveStream stream, string path)
    {
        var query = context.Request.QueryString.Value ?? "";
        var range = ByteSpan.Read(context.Request.Headers.Range) is { From: { } from } span ? new NamedRange(from, span.To is { } to ? to - from + 1 : -1) : (NamedRange?)null;
        if (stream.Names.IsAlone(path) || stream.Names.IsAlone(path + query))
        {
            return Task.FromResult(false);
        }

        if (stream.Names.Find(path, query, range) is { } named)
        {
            return ServeAsync(context, stream, new ObjectKey(stream.Name, named.Path, named.Range), named.Placement);
        }

        if (stream.Place(path) is { } placement)
        {
            return ServeAsync(context, stream, new ObjectKey(stream.Name, path), placement);
        }

        var spelt = path + WithoutDirectives(query);
        if (spelt.Length > path.Length && (stream.TryFindPlaylist(spelt, out _) || stream.IsNamedPlaylist(spelt)))
        {
            path = spelt;
        }

        return stream.TryFindPlaylist(path, out var playlist) || IsPlaylist(path.Split('?')[0])
            ? ServePlaylistAsync(context, stream, path, playlist)
            : ServeUnnamedAsync(context, stream, path);
    }

    private static string WithoutDirectives(string query)
    {
        var kept = string.Join('&', query.TrimStart('?').Split('&').Where(static pair => pair.Length > 0 && !pair.StartsWith("_HLS_", StringComparison.Ordinal)));
        return kept.Length > 0 ? "?" + kept : "";
    }

    private static bool IsPlaylist(string path) => PlaylistEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private async Task<bool> ServeUnnamedAsync(HttpContext context, LiveStream stream, string path)
    {
        if (!stream.UnnamedMedia.TryTake(context.Connection.RemoteIpAddress))
        {
            await LiveProblems.TooMuchUnnamed().ExecuteAsync(context);
            return true;
        }

        // A piece of something that nothing names is for this viewer alone: the whole of it may be an evening.
        return context.Request.Headers.Range.Count == 0 && await ServeAsync(context, stream, new ObjectKey(stream.Name, path), Placement.Unnamed);
    }

    private async Task<bool> ServePlaylistAsync(HttpContext context, LiveStream stream, string path, IPlaylistSource? playlist)
    {
        if (ReloadRequest.TryRead(context.Request.QueryString.Value, out var fault) is not { } reload)
        {
            await Problems.BadRequest("query", $"{fault}.").ExecuteAsync(context);
            return true;
        }

        var mayAsk = playlist is not null || stream.IsNamedPlaylist(path) || stream.UnnamedPlaylists.TryTake(context.Connection.RemoteIpAddress);
        playlist = mayAsk ? playlist ?? stream.AddPlaylist(path) : null;
        if (playlist is null)
        {
            await LiveProblems.TooMuchUnnamed().ExecuteAsync(context);
            return true;
        }

        var outcome = await playlist.ReadAsync(reload, context.RequestAborted);
        if (outcome is PlaylistOutcome.Ready && playlist is Manifest manifest && stream.Promote(path, manifest) is { } rendition)
        {
            outcome = await rendition.ReadAsync(reload, context.RequestAborted);
        }
        else if (playlist is Manifest { IsEmpty: true })
        {
            stream.RemovePlaylist(path, playlist);
        }

        return await playlists.SendAsync(context, outcome, stream.Origins.Tally);
    }

    private async Task<bool> ServeAsync(HttpContext context, LiveStream stream, ObjectKey key, Placement placement)
    {
        PartAssembly.TryAssemble(stream, key, placement);
        var (media, opening) = stream.Cache.Open(key, placement, stream.Origins);
        Count(stream, opening);
        try
        {
            var isServed = await objects.SendAsync(context, media, stream.Origins.Tally);
            if (opening is Opening.Miss)
            {
                PartAssembly.Learn(stream, media);
            }

            return isServed;
        }
        finally
        {
            media.EndLease();
        }
    }

    private static void Count(LiveStream stream, Opening opening)
    {
        var tally = stream.Origins.Tally;
        switch (opening)
        {
            case Opening.Hit:
                tally.Hit();
                break;
            case Opening.Coalesced:
                tally.Coalesced();
                break;
            case Opening.Miss:
                tally.Missed();
                break;
        }
    }
}
