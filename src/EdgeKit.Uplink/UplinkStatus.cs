using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Uplink.Outages;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink;

/// <summary>How the way to the cloud is, since when, and why. Times its outages on the monotonic clock.</summary>
internal sealed partial class UplinkStatus(
    UplinkOptions options, OutageHistory history, LinkEstimate link, ILedgerFeed feed, KitClock clock, EventStream events, TimeProvider time, ILogger<UplinkStatus> logger)
    : IUplinkState
{
    // A cloud that restarts or throttles says 503 or 429 once and takes the batch soon after: a promise, which names a minute, holds all the same.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Signal<UplinkState> _told = new(options.IsConfigured ? UplinkState.Unknown : UplinkState.None);
    private UplinkState _state = options.IsConfigured ? UplinkState.Unknown : UplinkState.None;
    private long _sinceTimestamp = time.GetTimestamp();
    private DateTimeOffset _since = clock.Now.Time;
    private string? _lastError;
    private (long Timestamp, DateTimeOffset Time)? _busySince;

    /// <summary>How it is.</summary>
    public UplinkState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <inheritdoc />
    ISignal<UplinkState> IUplinkState.State => _told;

    /// <inheritdoc />
    UplinkView IUplinkState.View => View(oldestQueued: null);

    /// <summary>What went wrong last, in words.</summary>
    public string? LastError
    {
        get
        {
            lock (_gate)
            {
                return _lastError;
            }
        }
    }

    /// <summary>How long it has been so.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return time.GetElapsedTime(_sinceTimestamp);
            }
        }
    }

    /// <summary>Past outages ended; somebody may want to write that down.</summary>
    public bool HasNewOutage { get; set; }

    /// <summary>The cloud answered as it should.</summary>
    public void Online() => Set(UplinkState.Online, reason: null);

    /// <summary>
    /// The cloud was reached and takes nothing now. Once and for a short while that is no outage; the second time in a row, for
    /// longer, or where nothing worked before, it is one, and began with the first such answer.
    /// </summary>
    public void Busy(string reason, TimeSpan wait)
    {
        lock (_gate)
        {
            if (_state == UplinkState.Online && _busySince is null && wait <= Grace)
            {
                (_busySince, _lastError) = ((time.GetTimestamp(), clock.Now.Time), reason);
                return;
            }
        }

        Set(UplinkState.Offline, reason);
    }

    /// <summary>The cloud was not reached.</summary>
    public void Offline(string reason) => Set(UplinkState.Offline, reason);

    /// <summary>The cloud refuses this kit.</summary>
    public void Refused(string reason) => Set(UplinkState.Refused, reason);

    /// <summary>The answer of <c>GET /api/v1/uplink</c>.</summary>
    /// <param name="oldestQueued">How long the oldest queued record has waited.</param>
    public UplinkView View(TimeSpan? oldestQueued)
    {
        lock (_gate)
        {
            var (head, ack) = (feed.Head.Current, feed.Acknowledged.Current);
            return new UplinkView(
                _state, _since, Math.Max(0, head - ack), ack, head, feed.Incarnation, history.Count, (long?)oldestQueued?.TotalSeconds, _lastError, link.Goodput);
        }
    }

    private void Set(UplinkState state, string? reason)
    {
        lock (_gate)
        {
            var (timestamp, now) = _busySince is { } busy && state == UplinkState.Offline ? busy : (time.GetTimestamp(), clock.Now.Time);
            (_lastError, _busySince) = (reason, null);
            if (_state == state)
            {
                return;
            }

            var elapsed = time.GetElapsedTime(_sinceTimestamp);
            if (_state == UplinkState.Offline && state == UplinkState.Online)
            {
                history.Add(elapsed);
                HasNewOutage = true;
                LogBack(elapsed);
            }
            else if (state == UplinkState.Offline)
            {
                LogGone(reason!);
            }
            else if (state == UplinkState.Refused)
            {
                LogRefused(reason!);
            }

            (_state, _sinceTimestamp, _since) = (state, timestamp, now);
            _told.Set(state);
        }

        events.Publish("uplink", View(oldestQueued: null), ContractsJson.Default.UplinkView);
    }

    [LoggerMessage(4020, LogLevel.Information, "The cloud takes nothing, orders queue up: {Reason}")]
    private partial void LogGone(string reason);

    [LoggerMessage(4021, LogLevel.Information, "The cloud is back after {Outage}")]
    private partial void LogBack(TimeSpan outage);

    [LoggerMessage(4022, LogLevel.Error, "The cloud refuses this kit, orders queue up until a person acts: {Reason}")]
    private partial void LogRefused(string reason);
}
