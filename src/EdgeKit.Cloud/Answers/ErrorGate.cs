using System.Text.Json;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Answers;

/// <summary>Sees to it that every error leaves as a problem document, whoever found it.</summary>
internal sealed partial class ErrorGate(RequestDelegate next, ILogger<ErrorGate> logger, StoreFailure failure)
{
    /// <summary>Passes one request on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null })
            {
                await OfStatus(context.Response.StatusCode).ExecuteAsync(context);
            }
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await Explain(exception).ExecuteAsync(context);
        }
        catch (StoreException exception) when (context.Response.HasStarted)
        {
            // It is too late to answer; what has to be done about it is done.
            Explain(exception);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone();
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone();
        }
    }

    private static ProblemResult OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problems.NotFound("There is no such route."),
        StatusCodes.Status413PayloadTooLarge => Problems.TooLarge("The body is larger than this route takes."),
        StatusCodes.Status405MethodNotAllowed =>
            Problems.Of(ProblemTypes.BadRequest, "The method is not for this route", status, "See the Allow header."),
        StatusCodes.Status415UnsupportedMediaType => Problems.MediaType("The body is of another kind than this route takes."),
        _ => Problems.Of(ProblemTypes.BadRequest, "The request is not what it should be", status, "The request could not be read."),
    };

    private ProblemResult Explain(Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return OfStatus(bad.StatusCode);
            case JsonException json:
                return Problems.BadRequest(JsonBody.FieldOf(json), "The JSON is not of the form that this route takes.");
            case StoreException { Fault: StoreFault.Failed } failed:
                failure.End(failed);
                return Problems.Store(failed);
            case StoreException unavailable:
                LogStoreUnavailable(unavailable.Message);
                return Problems.Store(unavailable);
            default:
                LogFault(exception);
                return Problems.Of(ProblemTypes.Internal, "Something went wrong", 500, "The cloud's log has more.");
        }
    }

    [LoggerMessage(20001, LogLevel.Error, "A request failed")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(20003, LogLevel.Warning, "The store cannot be used now: {Why}")]
    private partial void LogStoreUnavailable(string why);

    [LoggerMessage(20004, LogLevel.Debug, "A caller went away before its answer")]
    private partial void LogGone();
}
