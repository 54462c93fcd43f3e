using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Requests;

/// <summary>Answers with the very bytes that are on the disk.</summary>
internal sealed class StoredAnswer(int status, ReadOnlyMemory<byte> answer, string? location, bool replayed) : IResult
{
    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        response.Headers.CacheControl = "no-store";
        if (location is not null)
        {
            response.Headers.Location = location;
        }

        if (replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        return response.Body.WriteAsync(answer, httpContext.RequestAborted).AsTask();
    }
}
