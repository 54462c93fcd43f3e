using EdgeKit.Pages.Serving;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>Answers with a page from memory: 304 where the browser has it. It asks each time, since stock changes.</summary>
internal sealed class CachedPageResult(CachedPage page) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var encoding = AcceptedEncoding.Of(request);
        var tag = page.TagFor(encoding);
        var response = httpContext.Response;
        var headers = response.Headers;
        headers.ETag = tag;
        headers.Vary = "Accept-Encoding, Cookie";
        headers.CacheControl = "no-cache, private";
        headers.ContentSecurityPolicy = PageResult.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var content = page.In(encoding);
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = content.Length;
        if (encoding != AcceptedEncoding.Identity)
        {
            headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
        }
    }
}
