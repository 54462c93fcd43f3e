using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Uplink.Transport;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Telemetry;

/// <summary>
/// Tells the cloud how the kit is: the numbers of its tiles, sampled each half minute, as one range each for some minutes. Only while no order
/// waits, power and data last and the cloud is reached; what cannot go then goes into the next range, and after an hour it is forgotten.
/// </summary>
internal sealed class TelemetryLoop(
    IEnumerable<ITile> tiles,
    ICloudTransport transport,
    ILedgerFeed feed,
    IUplinkState uplink,
    IPowerStage power,
    IDataBudget data,
    UplinkOptions options,
    Random random,
    TimeProvider time,
    ILogger<TelemetryLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30), random), time, logger)
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnknownFor = TimeSpan.FromHours(24);

    private readonly NumberRanges _ranges = new();
    private long _since = time.GetTimestamp();

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var tile in tiles)
        {
            if (await tile.NumberAsync(cancellationToken) is { } number)
            {
                _ranges.Add(tile.Id, number);
            }
        }

        var elapsed = Time.GetElapsedTime(_since);
        if (elapsed >= options.TelemetryEvery && !_ranges.IsEmpty && MayGo())
        {
            var isKnown = await transport.TellAsync(_ranges.Over(elapsed), cancellationToken);
            Begin();
            return isKnown ? SampleEvery : UnknownFor;
        }

        if (elapsed > Forgotten)
        {
            Begin();
        }

        return SampleEvery;
    }

    /// <summary>Orders first: nothing goes beside them on a thin link.</summary>
    private bool MayGo() =>
        feed.Acknowledged.Current == feed.Head.Current
        && uplink.State.Current == UplinkState.Online
        && power.Stage.Current < PowerStage.Critical
        && data.Stage.Current == DataStage.Ample;

    private void Begin()
    {
        _ranges.Clear();
        _since = Time.GetTimestamp();
    }
}
