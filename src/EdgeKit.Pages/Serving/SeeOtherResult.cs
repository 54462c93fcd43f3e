using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Serving;

/// <summary>Leads a browser from a form that was taken to the page that shows what came of it, so that a reload repeats nothing (RFC 9110, 15.4.4).</summary>
internal sealed class SeeOtherResult(string path) : IResult
{
    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = path;
        response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
