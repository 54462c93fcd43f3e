using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Stock;
using EdgeKit.Uplink.Outages;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Rights;

/// <summary>
/// Tells the cloud what the kit expects to sell, so that it grants ahead of an outage: at once when a shopper went without or soon will,
/// otherwise now and then. Orders go first. What it says is an estimate: losing it costs time and nothing else.
/// </summary>
internal sealed partial class RightsLoop : RecurringLoop
{
    private const long MostQueued = 1000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileNotPossible = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WhileUnknown = TimeSpan.FromHours(1);

    private readonly ICloudTransport _transport;
    private readonly IStockRights _rights;
    private readonly ILedgerFeed _feed;
    private readonly UplinkStatus _status;
    private readonly OutageHistory _history;
    private readonly IPowerStage _power;
    private readonly IDisposable _wake;
    private readonly ILogger _logger;
    private long _needsTold;
    private (long Since, TimeSpan Pause)? _quiet;

    public RightsLoop(
        ICloudTransport transport,
        IStockRights rights,
        ILedgerFeed feed,
        UplinkStatus status,
        OutageHistory history,
        IPowerStage power,
        Random random,
        TimeProvider time,
        ILogger<RightsLoop> logger)
        : base(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), random), time, logger)
    {
        (_transport, _rights, _feed, _status, _history, _power, _logger) = (transport, rights, feed, status, history, power, logger);
        _wake = rights.Needs.Subscribe(_ => Ring());
    }

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var needs = _rights.Needs.Current;
        if (QuietFor(isUrgent: needs != _needsTold) is { } quiet)
        {
            return quiet;
        }

        if (_status.State != UplinkState.Online
            || _power.Stage.Current >= PowerStage.Critical
            || _feed.Head.Current - _feed.Acknowledged.Current > MostQueued)
        {
            return WhileNotPossible;
        }

        if (_rights.Report(_history.Typical()) is not { } report)
        {
            _needsTold = needs;
            return Every;
        }

        if (!await _transport.ReportAsync(report, cancellationToken))
        {
            LogNoRoute(WhileUnknown);
            _quiet = (Time.GetTimestamp(), WhileUnknown);
            return WhileUnknown;
        }

        _rights.Reported(report);
        _needsTold = needs;
        _quiet = (Time.GetTimestamp(), Every);
        return Every;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <summary>How long to say nothing yet; null to speak. Who needs something waits only for the shortest pause, except where nobody listens.</summary>
    private TimeSpan? QuietFor(bool isUrgent)
    {
        if (_quiet is not var (since, pause))
        {
            return null;
        }

        var least = isUrgent && pause == Every ? Soonest : pause;
        return least - Time.GetElapsedTime(since) is var rest && rest > TimeSpan.Zero ? rest : null;
    }

    [LoggerMessage(4040, LogLevel.Information, "The cloud does not ask what the kit expects to sell; it is told again in {Pause}")]
    private partial void LogNoRoute(TimeSpan pause);
}
