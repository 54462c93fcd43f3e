using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using RazorSlices;

namespace EdgeKit.Pages.Serving;

/// <summary>
/// Answers with a page that is made for this request: whole or not at all, compressed where the browser takes it. Nothing but this kit's own
/// files may run in it, nobody may frame it, its forms go to this kit only, and no cache keeps it.
/// </summary>
/// <param name="make">Makes the page; called once.</param>
/// <param name="status">The answer's.</param>
internal sealed class PageResult(Func<RazorSlice> make, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>What may run and load in a page: this kit's own files, no inline script or style. A player hands pictures to the browser by a blob.</summary>
    public const string Policy =
        "default-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    // About where compression begins to save a packet.
    private const int WorthCompressing = 1200;

    // Brotli at 4 is close to the best for a page and takes a board under two milliseconds; beyond, each step doubles that.
    private const int Quality = 4;
    private const int Window = 18;

    /// <summary>Letters of every script as themselves: only what means something to HTML is written otherwise.</summary>
    public static readonly HtmlEncoder Letters = HtmlEncoder.Create(UnicodeRanges.All);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var made = new MemoryStream();
        using var page = make();
        page.HttpContext = httpContext;
        var writer = PipeWriter.Create(made, new StreamPipeWriterOptions(leaveOpen: true));
        await page.RenderAsync(writer, Letters, httpContext.RequestAborted);
        await writer.CompleteAsync();

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        var headers = response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";

        // Without a referrer a browser would post forms with "Origin: null", which the kit refuses.
        headers["Referrer-Policy"] = "same-origin";
        var content = Encode(httpContext, made.GetBuffer().AsMemory(0, (int)made.Length));
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
        }
    }

    private static ReadOnlyMemory<byte> Encode(HttpContext context, ReadOnlyMemory<byte> made)
    {
        var encoding = made.Length < WorthCompressing ? AcceptedEncoding.Identity : AcceptedEncoding.Of(context.Request);
        if (encoding == AcceptedEncoding.Identity)
        {
            return made;
        }

        context.Response.Headers.ContentEncoding = encoding;
        return encoding == AcceptedEncoding.Brotli ? Brotli(made.Span) : Gzip(made.Span);
    }

    private static ReadOnlyMemory<byte> Brotli(ReadOnlySpan<byte> made)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(made.Length)];
        return BrotliEncoder.TryCompress(made, compressed, out var length, Quality, Window)
            ? compressed.AsMemory(0, length)
            : throw new InvalidOperationException("There was room, and brotli found none.");
    }

    private static ReadOnlyMemory<byte> Gzip(ReadOnlySpan<byte> made)
    {
        using var compressed = new MemoryStream();
        using (var to = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            to.Write(made);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
