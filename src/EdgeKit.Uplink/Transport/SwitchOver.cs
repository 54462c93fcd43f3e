using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Transport;

/// <summary>
/// Two ways to the cloud, one at a time: the other after two failures in a row of this one, and back to the preferred one after a while, or
/// when the other fails. The cloud takes each record once whichever way it comes, so nothing is doubled by that.
/// </summary>
internal sealed partial class SwitchOver : ICloudTransport
{
    private const int FailuresToSwitch = 2;

    /// <summary>How long the other way is gone before the preferred one is tried again.</summary>
    public static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(5);

    private readonly ICloudTransport _preferred;
    private readonly ICloudTransport _other;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private ICloudTransport _now;
    private int _failures;
    private long _since;

    public SwitchOver(ICloudTransport preferred, ICloudTransport other, TimeProvider time, ILogger<SwitchOver> logger) =>
        (_preferred, _other, _now, _time, _logger) = (preferred, other, preferred, time, logger);

    /// <inheritdoc />
    public string Way => Now.Way;

    /// <inheritdoc />
    public bool SpeaksUp => Now.SpeaksUp;

    /// <inheritdoc />
    public InOrderRoom? InOrder => Now.InOrder;

    private ICloudTransport Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <inheritdoc />
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var result = await Now.PushAsync(batch, cancellationToken);
        lock (_gate)
        {
            _failures = 0;
            if (_now == _other && _time.GetElapsedTime(_since) > TryAgain)
            {
                Switch(_preferred);
            }
        }

        return result;
    }

    /// <inheritdoc />
    public Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken) => Now.PullAsync(since, wait, cancellationToken);

    /// <inheritdoc />
    public Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken) => Now.ReportAsync(report, cancellationToken);

    /// <inheritdoc />
    public Task<bool> TellAsync(KitTelemetry telemetry, CancellationToken cancellationToken) => Now.TellAsync(telemetry, cancellationToken);

    /// <summary>The push loop calls this after each failure.</summary>
    public void Renew()
    {
        Now.Renew();
        lock (_gate)
        {
            if (++_failures >= FailuresToSwitch)
            {
                Switch(_now == _preferred ? _other : _preferred);
            }
        }
    }

    private void Switch(ICloudTransport to)
    {
        (_now, _failures, _since) = (to, 0, _time.GetTimestamp());
        LogSwitched(to.Way);
    }

    [LoggerMessage(4041, LogLevel.Information, "To the cloud {Way} from now on")]
    private partial void LogSwitched(string way);
}
