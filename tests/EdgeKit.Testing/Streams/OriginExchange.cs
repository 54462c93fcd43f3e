using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>One request and its answer, with the faults that struck it.</summary>
internal sealed class OriginExchange(TestOrigin origin, Socket socket, OriginRequest request, IReadOnlyList<OriginFault> faults)
{
    private const int BombBlock = 1 << 23;
    private static readonly TimeSpan DrainPause = TimeSpan.FromMilliseconds(1);

    /// <summary>Answers.</summary>
    /// <returns>Whether the connection can go on.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (origin.Latency > TimeSpan.Zero)
        {
            await Task.Delay(origin.Latency, origin.Options.Time, cancellationToken);
        }

        if (faults.OfType<OriginFault.Stall>().Any(static stall => stall.AfterBytes < 0))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, origin.Options.Time, cancellationToken);
        }

        var answer = await AnswerAsync(cancellationToken);
        foreach (var fault in faults)
        {
            await ApplyAsync(fault, answer);
        }

        request.Status = answer.Status;
        var head = answer.HeadBytes();
        await origin.Uplink.TakeAsync(head.Length, cancellationToken);
        await SendAllAsync(head, cancellationToken);
        if (string.Equals(request.Method, "HEAD", StringComparison.Ordinal) || answer.Content is null)
        {
            return true;
        }

        return await SendBodyAsync(answer, answer.Content, cancellationToken);
    }

    private static async Task<OriginContent> BombAsync(long bytes)
    {
        var blocks = Math.Max(1, bytes / BombBlock);
        return new RepeatedContent(await GzipAsync("#EXTM3U\n"u8.ToArray()), await GzipAsync(Enumerable.Repeat((byte)'#', BombBlock).ToArray()), blocks);
    }

    private static async Task<byte[]> GzipAsync(byte[] bytes)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(bytes);
        }

        return packed.ToArray();
    }

    private static RepeatedContent Fill(string beginning, long bytes) =>
        new(Encoding.ASCII.GetBytes(beginning), Enumerable.Repeat((byte)'x', 65_536).ToArray(), bytes / 65_536);

    private static void Replace(OriginAnswer answer, OriginContent content)
    {
        answer.Status = 200;
        answer.Headers.Remove("Content-Length");
        answer.Headers.Remove("Content-Range");
        answer.Headers["Transfer-Encoding"] = "chunked";
        answer.Content = content;
        answer.Offset = 0;
        answer.Count = null;
    }

    private async Task<OriginAnswer> AnswerAsync(CancellationToken cancellationToken)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            return OriginAnswer.Of(request.Method is "PUT" or "POST" or "DELETE" ? 200 : 405, "");
        }

        var behind = faults.OfType<OriginFault.Behind>().Sum(static fault => fault.Segments);
        var isOther = faults.Any(static fault => fault is OriginFault.OtherContent or OriginFault.OtherBytes);
        var content = await origin.FindAsync(request, new OriginView(isOther ? 1 : 0, behind), cancellationToken);
        if (content is not null && faults.OfType<OriginFault.OtherBytes>().Any())
        {
            var usual = await origin.FindAsync(request, default, cancellationToken);
            content.ETag = usual?.ETag;
            content.LastModified = usual?.LastModified;
        }

        return content is null
            ? OriginAnswer.Of(404, "not here")
            : await OriginAnswer.ForAsync(request, content, !faults.OfType<OriginFault.IgnoreRange>().Any(), cancellationToken);
    }

    private async Task ApplyAsync(OriginFault fault, OriginAnswer answer)
    {
        switch (fault)
        {
            case OriginFault.Refuse or OriginFault.OtherContent or OriginFault.OtherBytes or OriginFault.IgnoreRange or OriginFault.Behind:
                break;
            case OriginFault.Cut or OriginFault.Truncate or OriginFault.Stall or OriginFault.Drip:
                answer.BodyFault = fault;
                break;
            case OriginFault.Status(var code):
                var words = OriginAnswer.Of(code, "as told");
                answer.Status = code;
                answer.Headers.Clear();
                foreach (var (name, value) in words.Headers)
                {
                    answer.Headers[name] = value;
                }

                (answer.Content, answer.Offset, answer.Count) = (words.Content, 0, words.Count);
                break;
            case OriginFault.WrongLength(var off):
                answer.Count ??= await (answer.Content?.TotalAsync(CancellationToken.None) ?? ValueTask.FromResult(0L));
                answer.Headers.Remove("Transfer-Encoding");
                answer.Headers["Content-Length"] = (answer.Count.Value + off).ToString(CultureInfo.InvariantCulture);
                answer.BodyFault = fault;
                break;
            case OriginFault.Endless:
                Replace(answer, Fill("", long.MaxValue));
                break;
            case OriginFault.LongLine(var bytes):
                Replace(answer, Fill("#EXTM3U\n#", bytes));
                break;
            case OriginFault.Bomb(var bytes):
                Replace(answer, await BombAsync(bytes));
                answer.Headers["Content-Encoding"] = "gzip";
                break;
            case OriginFault.Redirect(var to):
                answer.Status = 302;
                answer.Headers["Location"] = to?.ToString() ?? request.Path;
                answer.Headers["Content-Length"] = "0";
                answer.Headers.Remove("Transfer-Encoding");
                answer.Content = null;
                break;
            case OriginFault.Header(var name, var value):
                answer.Headers[name] = value;
                break;
            case OriginFault.NoValidators:
                answer.Headers.Remove("ETag");
                answer.Headers.Remove("Last-Modified");
                break;
            case OriginFault.WrongContentRange(var shift):
                if (ContentRangeHeaderValue.TryParse(answer.Headers.GetValueOrDefault("Content-Range"), out var range))
                {
                    var total = range.Length?.ToString(CultureInfo.InvariantCulture) ?? "*";
                    answer.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {range.From + shift}-{range.To + shift}/{total}");
                }

                break;
            default:
                throw new UnreachableException($"{fault}");
        }
    }

    private async Task<bool> SendBodyAsync(OriginAnswer answer, OriginContent content, CancellationToken cancellationToken)
    {
        var isChunked = answer.Count is null;
        var end = answer.Count is { } count ? answer.Offset + count : long.MaxValue;
        var stop = answer.BodyFault switch
        {
            OriginFault.Cut(var after) => answer.Offset + after,
            OriginFault.Truncate(var after) => answer.Offset + after,
            OriginFault.Stall(var after) => answer.Offset + after,
            _ => long.MaxValue,
        };
        var drip = (answer.BodyFault as OriginFault.Drip)?.Every;
        var piece = new byte[drip is null ? origin.Uplink.PieceBytes : 1];
        for (var at = answer.Offset; at < end;)
        {
            if (at >= stop)
            {
                return await BreakAsync(answer.BodyFault!, cancellationToken);
            }

            var got = await content.ReadAsync(at, piece.AsMemory(0, (int)Math.Min(piece.Length, Math.Min(end, stop) - at)), cancellationToken);
            if (got == 0)
            {
                break;
            }

            await origin.Uplink.TakeAsync(got, cancellationToken);
            await SendPieceAsync(piece.AsMemory(0, got), isChunked, cancellationToken);
            at += got;
            if (drip is { } every)
            {
                await Task.Delay(every, origin.Options.Time, cancellationToken);
            }
        }

        if (isChunked)
        {
            await SendAllAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
        }

        return answer.BodyFault is not OriginFault.WrongLength;
    }

    private async Task<bool> BreakAsync(OriginFault fault, CancellationToken cancellationToken)
    {
        if (fault is OriginFault.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, origin.Options.Time, cancellationToken);
        }

        request.IsCut = true;
        if (fault is OriginFault.Cut)
        {
            // What was sent arrives before the reset does: a reset throws away what the kernel still holds.
            while (SocketQueue.UnsentBytes(socket) > 0)
            {
                await Task.Delay(DrainPause, TimeProvider.System, cancellationToken);
            }

            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        return false;
    }

    private async Task SendPieceAsync(ReadOnlyMemory<byte> piece, bool isChunked, CancellationToken cancellationToken)
    {
        if (isChunked)
        {
            var framed = new byte[piece.Length + 12];
            var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{piece.Length:x}\r\n"), framed);
            piece.Span.CopyTo(framed.AsSpan(head));
            "\r\n"u8.CopyTo(framed.AsSpan(head + piece.Length));
            await SendAllAsync(framed.AsMemory(0, head + piece.Length + 2), cancellationToken);
        }
        else
        {
            await SendAllAsync(piece, cancellationToken);
        }

        request.Sent(piece.Length);
        origin.CountBody(piece.Length);
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }
}
