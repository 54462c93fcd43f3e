using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;

namespace EdgeKit.Daemon.Http;

/// <summary>Whatever an endpoint did not answer is still a problem document, and never a stack trace.</summary>
internal sealed partial class FaultGuard(ILogger<FaultGuard> logger)
{
    /// <summary>Runs the rest, and answers for it if it does not.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            return;
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Problems.Of(ProblemTypes.BadRequest, "The request is not what it should be", exception.StatusCode, exception.Message).ExecuteAsync(context);
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFault(exception, context.Request.Method, context.Request.Path);
            await Problems.Of(ProblemTypes.Internal, "Something went wrong", StatusCodes.Status500InternalServerError, "The kit's log says what.").ExecuteAsync(context);
            return;
        }

        if (!context.Response.HasStarted && context.Response.ContentType is null && context.Response.ContentLength is null)
        {
            await AnswerAsync(context);
        }
    }

    private static Task AnswerAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.NotFound($"There is nothing at {context.Request.Path}.").ExecuteAsync(context),
        StatusCodes.Status405MethodNotAllowed => Problems.Of(
            ProblemTypes.BadRequest, "Wrong method", StatusCodes.Status405MethodNotAllowed, $"{context.Request.Path} does not take {context.Request.Method}.")
            .ExecuteAsync(context),
        StatusCodes.Status415UnsupportedMediaType => Problems.Of(
            ProblemTypes.BadRequest, "Not JSON", StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json.", "Content-Type").ExecuteAsync(context),
        >= StatusCodes.Status400BadRequest and var status => Problems.Of(
            ProblemTypes.BadRequest, "The request is not what it should be", status, $"{context.Request.Path} does not take it.").ExecuteAsync(context),
        _ => Task.CompletedTask,
    };

    [LoggerMessage(9001, LogLevel.Error, "{Method} {Path} failed, which is a defect")]
    private partial void LogFault(Exception exception, string method, string path);
}
