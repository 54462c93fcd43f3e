using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Uplink.Push;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace EdgeKit.Uplink.Transport;

/// <summary>
/// The cloud over HTTP, each batch in a request of its own. Has a time limit and a breaker, and tries nothing twice: that is the loop's.
/// </summary>
internal sealed class HttpTransport : ICloudTransport
{
    private readonly UplinkOptions _options;
    private readonly KitOptions _kit;
    private readonly ILedgerFeed _feed;
    private readonly CloudConnection _connection;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _push;
    private volatile LogForm _form;

    public HttpTransport(UplinkOptions options, KitOptions kit, ILedgerFeed feed, CloudConnection connection, TimeProvider time)
    {
        (_options, _kit, _feed, _connection, _time) = (options, kit, feed, connection, time);
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
    public string Way => "over HTTP";

    /// <inheritdoc />
    public bool SpeaksUp => false;

    /// <inheritdoc />
    public InOrderRoom? InOrder => null;

    /// <inheritdoc />
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        var form = _form;
        var (encoding, body) = BatchBody.Write(form, _kit.Id, _feed.Incarnation, batch.Records);
        using var response = await _push.ExecuteAsync(
            async token =>
            {
                using var request = _connection.Request(HttpMethod.Post, "log");
                request.Content = new ReadOnlyMemoryContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(form is LogForm.Compact ? CompactBatch.ContentType : CloudEventBatch.ContentType);
                if (encoding is not null)
                {
                    request.Content.Headers.ContentEncoding.Add(encoding);
                }

                request.Headers.Add("Edge-Flight-From", batch.FlightFrom.ToString(CultureInfo.InvariantCulture));
                return await _connection.SendAsync(request, HttpCompletionOption.ResponseContentRead, token);
            },
            cancellationToken);

        return response.StatusCode switch
        {
            HttpStatusCode.OK => new PushResult.Acknowledged(
                _connection.Accept(await CloudConnection.ReadAsync(response, ContractsJson.Default.PushAnswer, cancellationToken), _time.GetElapsedTime(asked)), body.Length),
            HttpStatusCode.Conflict => _connection.OfConflict(await CloudConnection.ReadAsync(response, ContractsJson.Default.Problem, cancellationToken)),
            HttpStatusCode.UnsupportedMediaType when form is LogForm.Compact => Unknown(),
            HttpStatusCode.RequestEntityTooLarge => new PushResult.TooLarge(),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new PushResult.Busy((int)response.StatusCode, RetryAfter(response)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => PushResult.Refused.OfToken((int)response.StatusCode),
            _ => throw new HttpRequestException($"the cloud answered {(int)response.StatusCode}", inner: null, response.StatusCode),
        };
    }

    /// <inheritdoc />
    public async Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(wait + _options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = _connection.Request(
            HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"feed?since={Uri.EscapeDataString(since)}&wait={(int)wait.TotalSeconds}"));
        try
        {
            using var response = await _connection.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return response.StatusCode == HttpStatusCode.OK
                ? await CloudConnection.ReadAsync(response, ContractsJson.Default.DownFeed, either.Token)
                : throw new HttpRequestException($"the cloud answered {(int)response.StatusCode}", inner: null, response.StatusCode);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("the cloud did not answer in time", exception);
        }
    }

    /// <inheritdoc />
    public Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken) =>
        PostAsync("rights", JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.RightsReport), cancellationToken);

    /// <inheritdoc />
    public Task<bool> TellAsync(KitTelemetry telemetry, CancellationToken cancellationToken) =>
        PostAsync("telemetry", JsonSerializer.SerializeToUtf8Bytes(telemetry, ContractsJson.Default.KitTelemetry), cancellationToken);

    /// <inheritdoc />
    public void Renew() => _connection.Renew();

    /// <summary>When a busy cloud wants to be asked again.</summary>
    public static TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now => date - now,
        _ => TimeSpan.FromSeconds(1),
    };

    /// <summary>Says something that has no answer.</summary>
    private async Task<bool> PostAsync(string path, byte[] json, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = _connection.Request(HttpMethod.Post, path);
        request.Content = new ReadOnlyMemoryContent(json);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _connection.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
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

    private PushResult.AnotherWay Unknown()
    {
        _form = LogForm.CloudEvents;
        return new PushResult.AnotherWay("it does not know the compact form of the log and gets CloudEvents");
    }
}
