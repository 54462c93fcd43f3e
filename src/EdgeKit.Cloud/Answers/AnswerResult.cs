namespace EdgeKit.Cloud.Answers;

/// <summary>Answers with bytes that are kept: the same the second time, and saying so.</summary>
internal sealed class AnswerResult(int status, byte[] answer, bool replayed) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Length;
        if (replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        await response.Body.WriteAsync(answer, httpContext.RequestAborted);
    }
}
