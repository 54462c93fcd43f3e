using System.Globalization;
using System.IO.Pipelines;
using EdgeKit.Streaming.Cache;
using EdgeKit.Streaming.Origins;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Streaming.Serving;

/// <summary>
/// Answers with an object that may still be filling. Bytes go out as they are published; if the object fails, the connection is cut, so
/// that a short body never looks whole.
/// </summary>
internal sealed class ObjectAnswer(StreamingOptions options, ViewerLane lane, TimeProvider time)
{
    private const int MostUnflushed = 1 << 20;

    // What is copied is memory besides the cache's.
    private const int MostCopied = 64 << 10;

    /// <summary>Answers.</summary>
    /// <returns>False if the object is for each viewer alone: nothing was answered.</returns>
    public async Task<bool> SendAsync(HttpContext context, CacheObject media, StreamTally tally)
    {
        await HeadAsync(media, context.RequestAborted);
        if (media.State is ObjectState.Private)
        {
            return false;
        }

        if (media.Head is not { } head || (media.State is ObjectState.Failed && media.Published == 0))
        {
            await LiveProblems.Unavailable($"The origin did not give {media.Key.Path}: {media.Failure}.", TimeSpan.FromSeconds(1)).ExecuteAsync(context);
            return true;
        }

        if (head.Status != StatusCodes.Status200OK)
        {
            await LiveProblems.Missing(head.Status, media.Key.Path).ExecuteAsync(context);
            return true;
        }

        await AnswerAsync(context, media, head, tally);
        return true;
    }

    // A part is sent only when it is whole (RFC 8216bis, 6.2.6).
    private static async Task HeadAsync(CacheObject media, CancellationToken cancellationToken)
    {
        // One look at the state for both: what ends it between two looks would be waited for in vain.
        while (media.State is (ObjectState.Asked or ObjectState.Filling) and var seen && (seen is ObjectState.Asked || media.Placement.Kind is ObjectKind.Part))
        {
            await media.ChangedAsync(long.MaxValue, seen).WaitAsync(cancellationToken);
        }
    }

    private async Task AnswerAsync(HttpContext context, CacheObject media, ObjectHead head, StreamTally tally)
    {
        var (request, response) = (context.Request, context.Response);
        WriteHead(response, media, head);
        if (IsUnchanged(request, head))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (from, count) = (0L, head.Length);

        // A ranged object answers the very range that named it, with its own bytes.
        var span = media.Key.Range is null && MayBeRanged(request, head) ? ByteSpan.Read(request.Headers.Range) : null;
        if (media.Key.Range is { } named)
        {
            count ??= await WholeAsync(media, context.RequestAborted);
            if (media.State is ObjectState.Failed && head.Length is null)
            {
                context.Abort();
                return;
            }

            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {named.Offset}-{named.Offset + count - 1}/*");
        }
        else if (span is { } wanted)
        {
            var length = head.Length ?? await LengthAsync(media, wanted, context.RequestAborted);
            if (media.State is ObjectState.Failed && head.Length is null && !(wanted.IsBounded && media.Published > wanted.To))
            {
                // How long it would have been, nobody knows; what there is must not look like the end of it.
                context.Abort();
                return;
            }

            if (wanted.Of(length) is not { } part)
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.ContentLength = 0;
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
                return;
            }

            (from, count) = part;
            var total = media.Head!.Length?.ToString(CultureInfo.InvariantCulture) ?? "*";
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + count - 1}/{total}");
        }

        response.ContentLength = count;
        if (!HttpMethods.IsHead(request.Method))
        {
            await CopyAsync(context, media, from, count, tally);
        }
    }

    private void WriteHead(HttpResponse response, CacheObject media, ObjectHead head)
    {
        var headers = response.Headers;
        headers.ContentType = head.ContentType ?? "application/octet-stream";
        headers.AcceptRanges = "bytes";
        headers.CacheControl = head.CacheControl ?? "public, max-age=60";
        headers.Age = ((long)time.GetElapsedTime(media.HeadAt).TotalSeconds + head.AgeSeconds).ToString(CultureInfo.InvariantCulture);
        if (head.ETag is not null)
        {
            headers.ETag = head.ETag;
        }

        if (head.LastModified is not null)
        {
            headers.LastModified = head.LastModified;
        }
    }

    private static bool IsUnchanged(HttpRequest request, ObjectHead head)
    {
        if (request.Headers.IfNoneMatch is { Count: > 0 } tags)
        {
            return head.ETag is { } tag && tags.Any(list => list!.Split(',').Any(one => one.Trim() is "*" || string.Equals(Weak(one.Trim()), Weak(tag), StringComparison.Ordinal)));
        }

        return head.LastModified is { } modified && string.Equals(request.Headers.IfModifiedSince, modified, StringComparison.Ordinal);
    }

    private static string Weak(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static bool MayBeRanged(HttpRequest request, ObjectHead head) =>
        request.Headers.IfRange.ToString() is not { Length: > 0 } condition
        || string.Equals(condition, head.ETag, StringComparison.Ordinal)
        || string.Equals(condition, head.LastModified, StringComparison.Ordinal);

    // How long the object is at least, known well enough to answer a range of it.
    private static async Task<long> LengthAsync(CacheObject media, ByteSpan wanted, CancellationToken cancellationToken)
    {
        while (media.State is ObjectState.Filling && !(wanted.IsBounded && media.Published > wanted.To))
        {
            await media.ChangedAsync(media.Published, ObjectState.Filling).WaitAsync(cancellationToken);
        }

        return media.Published;
    }

    // The head of a range says where it ends (RFC 9110, 14.4), so one that does not know must wait.
    private static Task<long> WholeAsync(CacheObject media, CancellationToken cancellationToken) =>
        LengthAsync(media, new ByteSpan(0, null), cancellationToken);

    private async Task CopyAsync(HttpContext context, CacheObject media, long from, long? count, StreamTally tally)
    {
        // Kestrel frames the body of a response without a length, and HTTPS and HTTP/2 wrap it: only a plain one goes out as it is.
        var direct = count is not null && context.Request is { Protocol: "HTTP/1.1", IsHttps: false } ? context.Features.Get<DirectOutput>() : null;
        var isWhole = false;

        // A phone that does not take what it asked for within a live window is too far behind to play it.
        using var slow = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var cut = slow.Token.Register(static viewer => ((HttpContext)viewer!).Abort(), context);
        await context.Response.StartAsync(context.RequestAborted);
        try
        {
            isWhole = await FollowAsync(context, media, new ReadCursor(from), count, direct, slow, tally);
        }
        finally
        {
            if (!isWhole)
            {
                direct?.Withdraw();
                context.Abort();
            }
        }
    }

    /// <summary>Sends what is published, and waits for more, up to the end.</summary>
    /// <returns>Whether all of it was sent.</returns>
    private async Task<bool> FollowAsync(
        HttpContext context, CacheObject media, ReadCursor cursor, long? count, DirectOutput? direct, CancellationTokenSource slow, StreamTally tally)
    {
        var writer = context.Response.BodyWriter;
        var end = count is null ? long.MaxValue : cursor.Position + count.Value;
        var most = direct is null ? MostCopied : MostUnflushed;
        var unflushed = 0;
        while (true)
        {
            var bytes = cursor.Position < end ? media.Read(ref cursor) : default;
            if (bytes.IsEmpty || unflushed >= most)
            {
                if (unflushed > 0)
                {
                    slow.CancelAfter(options.Window);
                    if (media.IsBehind || (await FlushAsync(writer)).IsCompleted)
                    {
                        return false;
                    }

                    slow.CancelAfter(Timeout.InfiniteTimeSpan);

                    tally.Served(unflushed);
                    unflushed = 0;
                }
                else if (cursor.Position >= end || !await MoreAsync(media, cursor.Position, context.RequestAborted))
                {
                    return cursor.Position >= end || (count is null && media.State is ObjectState.Complete);
                }

                continue;
            }

            bytes = bytes[..(int)Math.Min(bytes.Length, end - cursor.Position)];
            if (direct is not null)
            {
                direct.Lend(writer, bytes);
            }
            else
            {
                bytes.CopyTo(writer.GetMemory(bytes.Length));
                writer.Advance(bytes.Length);
            }

            cursor.Position += bytes.Length;
            unflushed += bytes.Length;
        }
    }

    private async ValueTask<FlushResult> FlushAsync(PipeWriter writer)
    {
        ValueTask<FlushResult> sending;
        using (await lane.EnterAsync())
        {
            sending = writer.FlushAsync(CancellationToken.None);
        }

        return await sending;
    }

    private static async Task<bool> MoreAsync(CacheObject media, long position, CancellationToken cancellationToken)
    {
        if (media.State is not ObjectState.Filling && media.Published <= position)
        {
            return false;
        }

        await media.ChangedAsync(position, ObjectState.Filling).WaitAsync(cancellationToken);
        return true;
    }
}
