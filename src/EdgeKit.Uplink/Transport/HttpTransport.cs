using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace EdgeKit.Uplink.Transport;

/// <summary>
/// The cloud over HTTP. An answer counts only with the right content type, for the right incarnation and within the log's bounds.
/// Has a time limit and a breaker, and tries nothing twice: that is the loop's.
/// </summary>
internal sealed class HttpTransport : ICloudTransport, IDisposable
{
    private const int MaxAnswer = 16 << 20;

    private readonly UplinkOptions _options;
    private readonly KitOptions _kit;
    private readonly ILedgerFeed _feed;
    private readonly KitClock _clock;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _push;
    private HttpClient _client;
    private volatile LogForm _form;

    public HttpTransport(UplinkOptions options, KitOptions kit, ILedgerFeed feed, KitClock clock, TimeProvider time)
    {
        (_options, _kit, _feed, _clock, _time) = (options, kit, feed, clock, time);
        _client = CloudClient.Create(options);
        _form = options.IsCompact && Zstandard.IsAvailable ? LogForm.Compact : LogForm.CloudEvents;
        _push = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 1,
                MinimumThroughput = Math.Max(2, options.InFlight * 2),
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(1),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
    }

    /// <inheritdoc />
    public LogForm Form => _form;

    /// <inheritdoc />
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        using var response = await _push.ExecuteAsync(
            async token =>
            {
                using var request = Request(HttpMethod.Post, "log");
                request.Content = new ReadOnlyMemoryContent(batch.Body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(batch.Form is LogForm.Compact ? CompactBatch.ContentType : CloudEventBatch.ContentType);
                if (batch.Encoding is { } encoding)
                {
                    request.Content.Headers.ContentEncoding.Add(encoding);
                }

                request.Headers.Add("Edge-Incarnation", _feed.Incarnation.ToString("D"));
                request.Headers.Add("Edge-Flight-From", batch.FlightFrom.ToString(CultureInfo.InvariantCulture));
                return await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, token);
            },
            cancellationToken);

        return response.StatusCode switch
        {
            HttpStatusCode.OK => Accept(await ReadAsync(response, ContractsJson.Default.PushAnswer, cancellationToken), _time.GetElapsedTime(asked)),
            HttpStatusCode.Conflict => OfProblem(await ReadProblemAsync(response, cancellationToken)),
            HttpStatusCode.UnsupportedMediaType when batch.Form is LogForm.Compact => Unknown(),
            HttpStatusCode.RequestEntityTooLarge => new PushResult.TooLarge(),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new PushResult.Busy((int)response.StatusCode, RetryAfter(response)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PushResult.Refused(
                $"the cloud does not accept this kit's token ({(int)response.StatusCode}); see uplink.tokenFile and 'edgekit-cloud kit add'"),
            _ => throw new HttpRequestException($"the cloud answered {(int)response.StatusCode}", inner: null, response.StatusCode),
        };
    }

    /// <inheritdoc />
    public async Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(wait + _options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = Request(
            HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"feed?since={Uri.EscapeDataString(since)}&wait={(int)wait.TotalSeconds}"));
        request.Headers.Add("Edge-Incarnation", _feed.Incarnation.ToString("D"));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, ContractsJson.Default.DownFeed, either.Token)
                : throw new HttpRequestException($"the cloud answered {(int)response.StatusCode}", inner: null, response.StatusCode);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("the cloud did not answer in time", exception);
        }
    }

    /// <inheritdoc />
    public async Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = Request(HttpMethod.Post, "rights");
        request.Content = new ReadOnlyMemoryContent(JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.RightsReport));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Edge-Incarnation", _feed.Incarnation.ToString("D"));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.NoContent => true,
                HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => false,
                HttpStatusCode.OK => throw new NotTheCloudException("what answered is not the cloud: it has an answer where the cloud has none (a captive portal?)"),
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => throw new RetryAfterException(
                    $"the cloud answered {(int)response.StatusCode}", RetryAfter(response)),
                _ => throw new HttpRequestException($"the cloud answered {(int)response.StatusCode}", inner: null, response.StatusCode),
            };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("the cloud did not answer in time", exception);
        }
    }

    /// <inheritdoc />
    public void Renew() => Interlocked.Exchange(ref _client, CloudClient.Create(_options)).Dispose();

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private PushResult.OtherForm Unknown()
    {
        _form = LogForm.CloudEvents;
        return new PushResult.OtherForm();
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now => date - now,
        _ => TimeSpan.FromSeconds(1),
    };

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
        where T : class
    {
        var media = response.Content.Headers.ContentType?.MediaType;
        if (media is null || !media.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotTheCloudException($"what answered is not the cloud: it sent {media ?? "nothing"} (a captive portal?)");
        }

        if (response.Content.Headers.ContentLength > MaxAnswer)
        {
            throw new NotTheCloudException("what answered is not the cloud: its answer has no end");
        }

        try
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(bytes, typeInfo) ?? throw new NotTheCloudException("what answered is not the cloud: it sent null");
        }
        catch (JsonException exception)
        {
            throw new NotTheCloudException("what answered is not the cloud", exception);
        }
    }

    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await ReadAsync(response, ContractsJson.Default.Problem, cancellationToken);

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var root = _options.Url!.AbsoluteUri.TrimEnd('/');
        return new HttpRequestMessage(method, $"{root}/v1/kits/{_kit.Id}/{path}")
        {
            // Over TLS both speak HTTP/2 if they can; in the clear nobody can know.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    private PushResult.Acknowledged Accept(PushAnswer answer, TimeSpan roundTrip)
    {
        if (answer.Incarnation != _feed.Incarnation || answer.AckSeq < 0 || answer.AckSeq > _feed.Head.Current)
        {
            throw new NotTheCloudException(
                string.Create(CultureInfo.InvariantCulture, $"the answer makes no sense: ackSeq {answer.AckSeq} of {answer.Incarnation}, the log of {_feed.Incarnation} ends at {_feed.Head.Current}"));
        }

        _clock.Calibrate(answer.Time, roundTrip);
        return new PushResult.Acknowledged(answer);
    }

    private PushResult OfProblem(Problem problem) => problem switch
    {
        { Type: ProblemTypes.ChainBroken } => new PushResult.Refused(
            problem.Detail ?? "the cloud has another history of this kit: its card was cloned or restored"),
        { ExpectedSeq: > 0 and var expected } when problem.Incarnation is null || problem.Incarnation == _feed.Incarnation => new PushResult.Gap(expected),
        _ => throw new NotTheCloudException($"a conflict that the kit does not know: {problem.Title}"),
    };
}
