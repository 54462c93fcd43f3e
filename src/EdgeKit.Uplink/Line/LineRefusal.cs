using System.Net;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>What it means that the cloud does not open a line, or ends it with a word.</summary>
internal static class LineRefusal
{
    /// <summary>Returns where a line was opened.</summary>
    /// <exception cref="LineRefusedException">The cloud said otherwise.</exception>
    /// <exception cref="HttpRequestException">It has trouble of its own.</exception>
    /// <exception cref="NotTheCloudException">Something else answered.</exception>
    public static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var media = response.Content.Headers.ContentType?.MediaType;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK when response.Version == HttpVersion.Version20 && string.Equals(media, LineFrames.ContentType, StringComparison.OrdinalIgnoreCase):
                return;
            case HttpStatusCode.OK:
                throw NotTheCloudException.Of(media);
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new LineRefusedException(PushResult.Refused.OfToken((int)response.StatusCode));
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                throw new LineRefusedException(new PushResult.Busy((int)response.StatusCode, HttpTransport.RetryAfter(response)));
            case HttpStatusCode.Conflict:
                var problem = await CloudConnection.ReadAsync(response, ContractsJson.Default.Problem, cancellationToken);
                throw new LineRefusedException(new PushResult.Refused(problem.Detail ?? problem.Title));
            case HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.BadRequest
                or HttpStatusCode.NotImplemented or HttpStatusCode.LengthRequired or HttpStatusCode.NotAcceptable or HttpStatusCode.UpgradeRequired:
                throw new LineRefusedException(new PushResult.AnotherWay($"it keeps no line ({(int)response.StatusCode}) and gets batches in requests of their own"));
            default:
                throw new HttpRequestException($"the cloud answered {(int)response.StatusCode}", inner: null, response.StatusCode);
        }
    }

    /// <summary>The reason that the cloud gave on the line.</summary>
    public static LineRefusedException Of(Problem problem, CloudConnection connection) => new(problem.Status switch
    {
        (int)HttpStatusCode.Conflict => connection.OfConflict(problem),
        (int)HttpStatusCode.RequestEntityTooLarge => new PushResult.TooLarge(),
        (int)HttpStatusCode.ServiceUnavailable => new PushResult.Busy(problem.Status, TimeSpan.FromSeconds(2)),
        _ => new PushResult.AnotherWay($"{problem.Title}: {problem.Detail}"),
    });
}
