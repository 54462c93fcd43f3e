using System.Net;
using EdgeKit.Streaming.Streams;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Origins;

/// <summary>
/// The origins of one stream in order of preference. Requests go to the first that is not down; when it fails, to the next. Nothing but
/// these folders is ever reached, wherever a redirect points.
/// </summary>
internal sealed partial class OriginSet(
    string stream, IReadOnlyList<Uri> addresses, Func<HttpMessageInvoker> client, TimeProvider time, ILogger logger)
{
    private const int MostRedirects = 3;
    private const int MostPathLength = 2048;

    private string? _probePath;

    /// <summary>What the stream took and gave.</summary>
    public StreamTally Tally { get; } = new();

    /// <summary>In order of preference.</summary>
    public IReadOnlyList<Origin> All { get; } = [.. addresses.Select(static (address, index) => new Origin($"origin-{index}", address))];

    /// <summary>The one that is asked first.</summary>
    public Origin Serving => All.FirstOrDefault(static origin => !origin.IsDown) ?? All[0];

    /// <summary>Whom to ask, one after another.</summary>
    public IReadOnlyList<Origin> Candidates()
    {
        var serving = Serving;
        return [serving, .. All.Where(origin => origin != serving).OrderBy(static origin => origin.IsDown)];
    }

    /// <summary>Asks. The answer is any that an origin gives for good: a redirect or a fault of the origin's is none.</summary>
    /// <exception cref="OriginException">None gave an answer.</exception>
    public async Task<OriginAnswer> AskAsync(OriginRequest request, CancellationToken cancellationToken)
    {
        string? why = null;
        foreach (var origin in Candidates().Take(request.TriesOthers ? int.MaxValue : 1))
        {
            try
            {
                var answer = await AskOneAsync(origin, request, cancellationToken);
                if (answer.Status < (int)HttpStatusCode.InternalServerError)
                {
                    Answered(origin, answer.Status == (int)HttpStatusCode.OK ? request.Path : null);
                    return answer;
                }

                why = $"{origin.Address.Authority} answered {answer.Status}";
                answer.Dispose();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OriginException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                why = $"{origin.Address.Authority}: {Say(exception)}";
            }

            Failed(origin, why);
        }

        throw new OriginException(why ?? "the stream has no origin");
    }

    /// <summary>A body of <paramref name="origin"/> broke off.</summary>
    public void Failed(Origin origin, string why)
    {
        if (origin.Failed(why))
        {
            LogDown(stream, origin.Address, why);
        }
    }

    /// <summary>Asks each origin that is down for the playlist that was asked for last, so that it is used again once it is back.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        if (_probePath is not { } path)
        {
            return;
        }

        foreach (var origin in All.Where(static origin => origin.IsDown).ToList())
        {
            try
            {
                using var answer = await AskOneAsync(origin, new OriginRequest(path, TimeSpan.FromSeconds(3)), cancellationToken);
                if (answer.Status == (int)HttpStatusCode.OK && origin.Answered())
                {
                    LogBack(stream, origin.Address);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OriginException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                origin.Failed(Say(exception));
            }
        }
    }

    private static string Say(Exception exception) => exception switch
    {
        OperationCanceledException => "no answer in time",
        { InnerException: { } inner } => inner.Message,
        _ => exception.Message,
    };

    private void Answered(Origin origin, string? path)
    {
        // A list is there as long as the stream is; a name that a viewer made up never was.
        if (path is not null && (path.EndsWith(".m3u8", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".mpd", StringComparison.OrdinalIgnoreCase)))
        {
            _probePath = path;
        }

        if (origin.Answered())
        {
            LogBack(stream, origin.Address);
        }
    }

    private async Task<OriginAnswer> AskOneAsync(Origin origin, OriginRequest request, CancellationToken cancellationToken)
    {
        if (request.Path.Length > MostPathLength || !TryResolve(origin.Address, request.Path, out var address))
        {
            throw new OriginException("the address leads out of the origin's folder");
        }

        for (var redirects = 0; ; redirects++)
        {
            var answer = new OriginAnswer(await SendAsync(address, request, cancellationToken), origin);
            if (answer.Status is not ((>= 301 and <= 303) or 307 or 308))
            {
                return answer;
            }

            using (answer)
            {
                if (redirects == MostRedirects)
                {
                    throw new OriginException("it redirects in a circle");
                }

                var target = answer.Message.Headers.Location;
                if (target is null || !Uri.TryCreate(address, target, out var next) || !TryFollow(next, out address!))
                {
                    throw new OriginException($"it redirects to {target}, which is not an origin of this stream");
                }
            }
        }
    }

    // The path is ours, but a playlist of a hostile origin may have named it.
    private static bool TryResolve(Uri folder, string path, out Uri address)
    {
        address = folder;
        return !path.StartsWith('/')
            && !path.Contains('\\', StringComparison.Ordinal)
            && Uri.TryCreate(folder.AbsoluteUri + path, UriKind.Absolute, out address!)
            && IsBelow(address, folder);
    }

    private static bool IsBelow(Uri address, Uri folder) =>
        address.Scheme == folder.Scheme && address.Authority == folder.Authority && address.UserInfo.Length == 0
        && address.AbsolutePath.StartsWith(folder.AbsolutePath, StringComparison.Ordinal)
        && MediaPath.TryRead(address.AbsolutePath[folder.AbsolutePath.Length..], out _);

    private bool TryFollow(Uri target, out Uri address)
    {
        address = target;
        return All.Any(origin => IsBelow(target, origin.Address));
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, OriginRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            (message.Version, message.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
        }

        Tally.Asked();
        message.Headers.TryAddWithoutValidation("User-Agent", "EdgeKit");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", request.AcceptsGzip ? "gzip" : "identity");
        Add("Range", request.Range);
        Add("If-Range", request.IfRange);
        Add("If-None-Match", request.IfNoneMatch);

        using var late = new CancellationTokenSource(request.HeadWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        return await client().SendAsync(message, either.Token);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "Stream {Stream}: the origin {Address} is down: {Why}")]
    private partial void LogDown(string stream, Uri address, string why);

    [LoggerMessage(5002, LogLevel.Information, "Stream {Stream}: the origin {Address} is back")]
    private partial void LogBack(string stream, Uri address);
}
