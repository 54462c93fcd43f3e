using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Line;

/// <summary>
/// The cloud over one line that stays open, and over requests of their own where there is none: in the clear, without HTTP/2 or Zstandard,
/// or with a backend that keeps none. Whether it does is asked again after an hour.
/// </summary>
internal sealed partial class LineTransport(
    UplinkOptions options, LineHost host, HttpTransport requests, UplinkBell bell, ILogger<LineTransport> logger) : ICloudTransport, IAsyncDisposable
{
    private const int UnansweredIsRefused = 2;

    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    private readonly ILogger _logger = logger;
    private readonly Lock _gate = new();
    private OpenLine? _line;
    private long? _refusedAt;
    private int _unanswered;
    private long _sent;
    private string? _pulled;

    /// <inheritdoc />
    public string Way => requests.Way;

    /// <inheritdoc />
    public bool SpeaksUp => Current is { IsOpen: true } line && line.Ack >= host.Feed.Acknowledged.Current;

    /// <inheritdoc />
    public InOrderRoom? InOrder => UsesLine ? (Current is { Ended.IsCompleted: false } line ? line.Room : LineWindow.First(options.Batch)) : null;

    private OpenLine? Current
    {
        get
        {
            lock (_gate)
            {
                return _line;
            }
        }
    }

    private bool UsesLine
    {
        get
        {
            lock (_gate)
            {
                return options is { KeepsLine: true, IsCompact: true } && host.Connection.MaySpeakHttp2 && Zstandard.IsAvailable
                    && (_refusedAt is not { } at || host.Time.GetElapsedTime(at) > AskAgain);
            }
        }
    }

    /// <inheritdoc />
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        if (!UsesLine)
        {
            return await requests.PushAsync(batch, cancellationToken);
        }

        // How long it may take is the line's to know: it ends when nothing is heard.
        var result = await Line().PushAsync(batch, cancellationToken);
        switch (host.Connection.PacesByWhatLands())
        {
            case true:
                LogPaced();
                break;
            case false:
                LogNotPaced();
                break;
            default:
                break;
        }

        if (result is PushResult.AnotherWay)
        {
            lock (_gate)
            {
                _refusedAt = host.Time.GetTimestamp();
            }
        }

        return result;
    }

    /// <inheritdoc />
    public async Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero && UsesLine)
        {
            var line = Line();
            await Task.WhenAny(line.Opened, Task.Delay(options.Timeout, host.Time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (line.IsOpen)
            {
                await line.FeedMovedAsync(_pulled, wait, cancellationToken);
                if (line.IsOpen && string.Equals(line.Feed, _pulled, StringComparison.Ordinal))
                {
                    return new DownFeed(since, []);
                }

                wait = TimeSpan.Zero;
            }
        }

        var stood = Current is { IsOpen: true } open ? open.Feed : null;
        var answer = await requests.PullAsync(since, wait, cancellationToken);
        _pulled = stood;
        return answer;
    }

    /// <inheritdoc />
    public Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken) => requests.ReportAsync(report, cancellationToken);

    /// <inheritdoc />
    public Task<bool> TellAsync(KitTelemetry telemetry, CancellationToken cancellationToken) => requests.TellAsync(telemetry, cancellationToken);

    /// <inheritdoc />
    public void Renew()
    {
        End();
        requests.Renew();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        End();
        if (_line is not null)
        {
            await _line.Ended;
            _line.Dispose();
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (_line is { Ended.IsCompleted: false })
            {
                _line.End();
            }
        }
    }

    /// <summary>The line that is open or about to be; a new one where the last has ended.</summary>
    private OpenLine Line()
    {
        lock (_gate)
        {
            if (_line is null || _line.Ended.IsCompleted)
            {
                _sent = Math.Max(_sent, _line?.Sent ?? 0);
                _line = new OpenLine(host, options.Batch, waitsForStanding: _sent > host.Feed.Acknowledged.Current);
                _ = WatchAsync(_line);
            }

            return _line;
        }
    }

    /// <summary>Frees a line that has ended, and lets the push loop find out how the cloud is.</summary>
    private async Task WatchAsync(OpenLine line)
    {
        await line.Ended;
        LogEnded(line.Why);
        lock (_gate)
        {
            line.Dispose();
            _unanswered = line.IsUnanswered ? _unanswered + 1 : 0;
            if (_unanswered == UnansweredIsRefused)
            {
                // A proxy that waits for a request's end before it passes it on lets no line through.
                (_refusedAt, _unanswered) = (host.Time.GetTimestamp(), 0);
            }
        }

        bell.Doorbell.Ring();
    }

    [LoggerMessage(4044, LogLevel.Debug, "The line to the cloud ended: {Why}")]
    private partial void LogEnded(string why);

    [LoggerMessage(4045, LogLevel.Information, "The link to the cloud loses packets by itself: from now on it is sent as much as it was seen to carry (BBR)")]
    private partial void LogPaced();

    [LoggerMessage(4046, LogLevel.Information, "The link to the cloud loses packets by itself, and this kernel offers no BBR to go by what lands instead: modprobe tcp_bbr, and name it in net.ipv4.tcp_allowed_congestion_control")]
    private partial void LogNotPaced();
}
