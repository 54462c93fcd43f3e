using System.Globalization;
using System.IO.Pipelines;
using EdgeKit.Kernel.Answers;
using EdgeKit.Streaming.Origins;
using EdgeKit.Streaming.Streams;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Streaming.Serving;

/// <summary>Answers with a playlist or manifest.</summary>
internal sealed class PlaylistAnswer(ViewerLane lane, TimeProvider time)
{
    private const int LeastToCompress = 256;

    /// <summary>Answers.</summary>
    /// <returns>False if it is for each viewer alone: nothing was answered.</returns>
    public async Task<bool> SendAsync(HttpContext context, PlaylistOutcome outcome, StreamTally tally)
    {
        switch (outcome)
        {
            case PlaylistOutcome.Ready(var body):
                await SendAsync(context, body, tally);
                return true;
            case PlaylistOutcome.Refused(var why):
                await Problems.BadRequest("query", $"{why}.").ExecuteAsync(context);
                return true;
            case PlaylistOutcome.Missing(var status):
                await LiveProblems.Missing(status, context.Request.Path).ExecuteAsync(context);
                return true;
            case PlaylistOutcome.Unavailable(var why, var retryAfter):
                await LiveProblems.Unavailable($"{why}.", retryAfter).ExecuteAsync(context);
                return true;
            default:
                return false;
        }
    }

    private async Task SendAsync(HttpContext context, PlaylistBody body, StreamTally tally)
    {
        var (request, response) = (context.Request, context.Response);
        var headers = response.Headers;
        headers.CacheControl = "no-cache";
        headers.ETag = body.ETag;
        headers.Vary = "Accept-Encoding";
        headers.Age = ((long)time.GetElapsedTime(body.CheckedAt).TotalSeconds + body.AgeSeconds).ToString(CultureInfo.InvariantCulture);
        if (request.Headers.IfNoneMatch.ToString() == body.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var bytes = body.Bytes;
        if (bytes.Length >= LeastToCompress && request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            bytes = body.Compressed;
            headers.ContentEncoding = "gzip";
        }

        headers.ContentType = body.ContentType;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            ValueTask<FlushResult> sending;
            using (await lane.EnterAsync())
            {
                sending = response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
            }

            await sending;
            tally.Served(bytes.Length);
        }
    }
}
