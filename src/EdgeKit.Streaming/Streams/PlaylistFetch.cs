using System.IO.Compression;
using System.Net;
using EdgeKit.Streaming.Origins;

namespace EdgeKit.Streaming.Streams;

/// <summary>A playlist or manifest as it came: whole, unpacked, and no larger than it may be.</summary>
/// <param name="Status">200, 304 or an error of the origin's.</param>
/// <param name="Body">Empty unless 200.</param>
/// <param name="ContentType">As the origin gave it.</param>
/// <param name="ETag">As the origin gave it.</param>
/// <param name="AgeSeconds">How old it was when it came.</param>
/// <param name="IsPrivate">Whether it is for one viewer alone.</param>
/// <param name="Origin">Who sent it.</param>
internal sealed record PlaylistFetch(int Status, byte[] Body, string? ContentType, string? ETag, long AgeSeconds, bool IsPrivate, Origin Origin)
{
    /// <summary>The most that is read: a playlist of a day has less.</summary>
    public const int MostBytes = 4 << 20;

    private static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(10);

    /// <summary>Asks for it and reads it.</summary>
    /// <exception cref="OriginException">No origin gave it whole and within bounds.</exception>
    public static async Task<PlaylistFetch> SendAsync(OriginSet origins, OriginRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var answer = await origins.AskAsync(request with { AcceptsGzip = true }, cancellationToken);
        var headers = answer.Message.Headers;
        var body = Array.Empty<byte>();
        if (answer.Status == (int)HttpStatusCode.OK)
        {
            using var late = new CancellationTokenSource(BodyWithin, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                body = await ReadAsync(answer, origins.Tally, either.Token);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                var why = exception is OperationCanceledException ? "a playlist stalled" : exception.Message;
                origins.Failed(answer.Origin, why);
                throw new OriginException(why, exception);
            }
        }

        return new PlaylistFetch(
            answer.Status,
            body,
            answer.Message.Content.Headers.ContentType?.ToString(),
            headers.ETag?.ToString(),
            (long)(headers.Age?.TotalSeconds ?? 0),
            headers.Contains("Set-Cookie") || headers.CacheControl is { Private: true },
            answer.Origin);
    }

    private static async Task<byte[]> ReadAsync(OriginAnswer answer, StreamTally tally, CancellationToken cancellationToken)
    {
        if (!answer.EndIsTold)
        {
            throw new InvalidDataException("the origin does not say where a playlist ends");
        }

        var content = answer.Message.Content;
        await using var raw = await content.ReadAsStreamAsync(cancellationToken);
        await using var counted = new CountedStream(raw, tally);
        var coding = string.Join(',', content.Headers.ContentEncoding) is { Length: > 0 } given ? given : "identity";
        if (coding is "identity")
        {
            return await ReadAsync(counted, cancellationToken);
        }

        if (coding is not "gzip")
        {
            throw new InvalidDataException($"a playlist came with the coding {coding}");
        }

        await using var unpacked = new GZipStream(counted, CompressionMode.Decompress);
        return await ReadAsync(unpacked, cancellationToken);
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (read.Length + count > MostBytes)
            {
                throw new InvalidDataException($"a playlist has more than {MostBytes} bytes");
            }

            await read.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return read.ToArray();
    }
}
