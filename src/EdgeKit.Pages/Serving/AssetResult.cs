using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EdgeKit.Pages.Serving;

/// <summary>
/// Answers with a file of the page: from memory, compressed where the browser takes it, 304 where it has it. Nothing but this
/// kit's own files may run in it, and nobody may frame it.
/// </summary>
internal sealed class AssetResult(PageAsset asset) : IResult
{
    // A player hands the picture to the browser by a blob of the page's own.
    private const string Policy = "default-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var encoding = AcceptedEncoding.Of(request);
        var content = In(encoding);
        var tag = new EntityTagHeaderValue(asset.TagFor(encoding));
        var response = httpContext.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = asset.ContentType;
        response.ContentLength = content.Length;
        if (encoding != AcceptedEncoding.Identity)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
        }
    }

    private ReadOnlyMemory<byte> In(string encoding) => encoding switch
    {
        AcceptedEncoding.Brotli => asset.Brotli,
        AcceptedEncoding.Gzip => asset.Gzip,
        _ => asset.Identity,
    };
}
