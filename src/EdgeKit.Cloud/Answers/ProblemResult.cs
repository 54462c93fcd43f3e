using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Answers;

/// <summary>Answers with a problem document (RFC 9457).</summary>
internal sealed class ProblemResult(Problem problem, TimeSpan? retryAfter = null) : IResult
{
    /// <summary>What went wrong.</summary>
    public Problem Problem { get; } = problem;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = JsonSerializer.SerializeToUtf8Bytes(Problem, ContractsJson.Default.Problem);
        response.StatusCode = Problem.Status;
        response.ContentType = Problem.ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
