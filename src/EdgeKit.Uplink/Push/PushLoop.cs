using System.Globalization;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Stock;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Push;

/// <summary>
/// Carries the log to the cloud: reads on from the cursor, keeps several batches under way in order, and moves the cursor with the
/// answers. The log is the queue, so starting up, recovering and running are one code path.
/// </summary>
internal sealed partial class PushLoop : RecurringLoop
{
    private static readonly TimeSpan JustGone = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly ILedgerFeed _feed;
    private readonly ICloudTransport _transport;
    private readonly IStockRights _rights;
    private readonly UplinkStatus _status;
    private readonly LinkEstimate _link;
    private readonly UplinkOptions _options;
    private readonly UplinkMetrics _metrics;
    private readonly FlightWindow _window;
    private readonly IDisposable _wake;
    private readonly ILogger _logger;
    private long? _heardAt;

    public PushLoop(
        ILedgerFeed feed,
        ICloudTransport transport,
        IStockRights rights,
        UplinkStatus status,
        LinkEstimate link,
        UplinkOptions options,
        UplinkMetrics metrics,
        UplinkBell bell,
        Random random,
        TimeProvider time,
        ILogger<PushLoop> logger)
        : base(bell.Doorbell, new Backoff(TimeSpan.FromSeconds(1), options.RetryAtMost, random), time, logger)
    {
        (_feed, _transport, _rights, _status, _link, _options, _metrics, _logger) = (feed, transport, rights, status, link, options, metrics, logger);
        _window = new FlightWindow(options.Batch, options.BatchAtMost, options.InFlight);
        _wake = feed.Head.Subscribe(_ => bell.Doorbell.Ring());
    }

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_feed.Head.Current == 0)
        {
            return _options.SweepEvery;
        }

        // With nothing queued the last record goes once more: the cloud answers how far it is, which may be less than it was.
        var position = _feed.Acknowledged.Current;
        if (position == _feed.Head.Current && _transport.SpeaksUp)
        {
            return _options.SweepEvery;
        }

        var from = position == _feed.Head.Current ? position - 1 : position;
        if (from + 1 < _feed.Oldest)
        {
            if (position < _feed.Head.Current)
            {
                throw new CloudRefusesException(
                    string.Create(CultureInfo.InvariantCulture, $"the cloud needs record {position + 1}, and the oldest that the kit keeps is {_feed.Oldest}"));
            }

            return _options.SweepEvery;
        }

        await using var flight = new Flight(_transport, _feed, _link, Time);
        flight.RestartAt(from);
        while (await FlyAsync(flight, cancellationToken))
        {
        }

        return _options.SweepEvery;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <summary>A link that has just gone may be there again any moment, and for a moment only.</summary>
    protected override TimeSpan WaitAfter(int failures, TimeSpan? asked) =>
        asked is null && _heardAt is { } at && Time.GetElapsedTime(at) < JustGone
            ? base.WaitAfter(1, asked)
            : base.WaitAfter(failures, asked);

    /// <inheritdoc />
    protected override void OnFailed(Exception exception)
    {
        _window.Narrow();
        _transport.Renew();
        _metrics.Failed();
        _link.Failed();
        if (exception is CloudRefusesException)
        {
            _status.Refused(exception.Message);
        }
        else if (exception is RetryAfterException { Wait: var wait })
        {
            _status.Busy(exception.Message, wait);
        }
        else
        {
            _status.Offline(exception.InnerException is { } inner ? $"{exception.Message} ({inner.Message})" : exception.Message);
        }
    }

    /// <summary>Fills the window, and takes the answer to the oldest batch.</summary>
    /// <returns>Whether there is more to do.</returns>
    private async ValueTask<bool> FlyAsync(Flight flight, CancellationToken cancellationToken)
    {
        var isFull = await FillAsync(flight, cancellationToken);
        if (flight.Count == 0)
        {
            return false;
        }

        var (batch, result, took) = await LandAsync(flight, isFull, cancellationToken);
        switch (result)
        {
            case PushResult.Acknowledged(var answer, var bytes):
                await AcknowledgedAsync(flight, batch, answer.AckSeq, bytes, took, cancellationToken);
                return true;
            case PushResult.Gap(var expected):
                await ExpectedAsync(flight, batch, expected, cancellationToken);
                return true;
            case PushResult.AnotherWay(var why):
                await flight.AbandonAsync();
                flight.RestartAt(batch.First - 1);
                LogAnotherWay(why);
                return true;
            case PushResult.TooLarge when _window.Batch > 1:
                await flight.AbandonAsync();
                flight.RestartAt(batch.First - 1);
                _window.Halve();
                LogHalved(_window.Batch);
                return true;
            case PushResult.TooLarge:
                throw new CloudRefusesException(string.Create(CultureInfo.InvariantCulture, $"record {batch.First} alone is too large for the cloud"));
            case PushResult.Busy(var status, var wait):
                throw new RetryAfterException(
                    string.Create(CultureInfo.InvariantCulture, $"the cloud answered {status} and asks to come back in {wait.TotalSeconds:0} s"), wait);
            case PushResult.Refused(var why):
                throw new CloudRefusesException(why);
            default:
                throw new System.Diagnostics.UnreachableException($"{result}");
        }
    }

    /// <summary>Sends batches on their way as long as there is room.</summary>
    /// <returns>Whether there was none left; else everything is under way.</returns>
    private async ValueTask<bool> FillAsync(Flight flight, CancellationToken cancellationToken)
    {
        var (count, records) = _transport.InOrder is { } room ? (room.Batches, Math.Min(room.Records, _window.Batch)) : (_window.InFlight, _window.Batch);
        while (flight.Count < count)
        {
            if (!await flight.LaunchAsync(records, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The answer to the oldest batch. On a line, where a lost packet holds up the answer, more may go meanwhile. A line searches for its cloud for long; that it does so is said before it ends.
    /// </summary>
    private async ValueTask<(PushBatch Batch, PushResult Result, TimeSpan Took)> LandAsync(Flight flight, bool isFull, CancellationToken cancellationToken)
    {
        var (began, isSilent) = (Time.GetTimestamp(), false);
        while (_transport.InOrder is not null && !flight.Oldest.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var landed = await Task.WhenAny(flight.Oldest, Task.Delay(LookAgain, Time, enough.Token)) == flight.Oldest;
            await enough.CancelAsync();
            isFull = isFull && !landed && !flight.Oldest.IsCompleted && await FillAsync(flight, cancellationToken);
            if (!landed && !isSilent && Time.GetElapsedTime(began) >= LongSilence)
            {
                isSilent = true;
                _status.Offline("the cloud does not answer");
            }
        }

        return await flight.LandAsync();
    }

    private async ValueTask AcknowledgedAsync(Flight flight, PushBatch batch, long ackSeq, int bytes, TimeSpan took, CancellationToken cancellationToken)
    {
        var before = _feed.Acknowledged.Current;
        if (ackSeq != before)
        {
            await _feed.AcknowledgeAsync(ackSeq, cancellationToken);
        }

        _heardAt = Time.GetTimestamp();
        _status.Online();
        _rights.Heard();
        _metrics.Acknowledged(Math.Max(0, ackSeq - before), bytes);
        if (ackSeq < batch.Last)
        {
            LogWentBack(ackSeq, before);
            await flight.AbandonAsync();
            flight.RestartAt(ackSeq);
        }
        else
        {
            _window.Landed(batch.Last - batch.First + 1, took);
        }
    }

    private async ValueTask ExpectedAsync(Flight flight, PushBatch batch, long expected, CancellationToken cancellationToken)
    {
        await flight.AbandonAsync();
        _window.Narrow();
        var head = _feed.Head.Current;
        if (expected - 1 > head)
        {
            throw new CloudRefusesException(string.Create(
                CultureInfo.InvariantCulture, $"the cloud expects record {expected}, the log ends at {head}: the kit's card was restored from an older copy"));
        }

        if (expected < _feed.Oldest)
        {
            throw new CloudRefusesException(string.Create(
                CultureInfo.InvariantCulture, $"the cloud expects record {expected}, and the oldest that the kit keeps is {_feed.Oldest}"));
        }

        if (expected >= batch.First && expected <= batch.Last && flight.Restarts > _options.InFlight * 2)
        {
            throw new NotTheCloudException(string.Create(CultureInfo.InvariantCulture, $"the cloud expects record {expected} and does not take it"));
        }

        LogExpected(expected, batch.First);
        var position = _feed.Acknowledged.Current;
        if (batch.FlightFrom == batch.First && expected - 1 != position)
        {
            // It went alone, so this is where the cloud is. A batch among others may only have overtaken them.
            position = expected - 1;
            await _feed.AcknowledgeAsync(position, cancellationToken);
        }

        flight.RestartAt(position);
    }

    [LoggerMessage(4001, LogLevel.Information, "The cloud expects record {Expected}, {First} came first; sending again from there")]
    private partial void LogExpected(long expected, long first);

    [LoggerMessage(4002, LogLevel.Warning, "The cloud has record {AckSeq} and had {Before}: it was restored from a backup; sending again from there")]
    private partial void LogWentBack(long ackSeq, long before);

    [LoggerMessage(4004, LogLevel.Information, "The cloud does not take the log as it was sent: {Why}")]
    private partial void LogAnotherWay(string why);

    [LoggerMessage(4003, LogLevel.Information, "The batch is too large for the cloud; now {Records} records at once")]
    private partial void LogHalved(int records);
}
