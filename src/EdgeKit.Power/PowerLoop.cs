using EdgeKit.Contracts;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Loops;
using EdgeKit.Power.History;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power;

/// <summary>Looks once a second at what the sensors said, and tells everyone what follows.</summary>
internal sealed partial class PowerLoop(
    KitPower power, SensorHistory history, PackStore kept, EventStream events, KitClock clock, Random random, TimeProvider time, ILogger<PowerLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    // As often as the history, so that the card is woken once for both.
    private static readonly TimeSpan KeepEvery = TimeSpan.FromMinutes(15);

    private readonly ILogger _logger = logger;
    private TimeSpan _toldAt = TimeSpan.MinValue;
    private TimeSpan _keptAt = clock.Uptime;

    /// <inheritdoc />
    public override ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.Uptime;
        var changes = power.Update(now);
        foreach (var change in changes)
        {
            LogChange(change);
        }

        if (power.HasNews || now - TellEvery >= _toldAt)
        {
            _toldAt = now;
            events.Publish("power", power.View, ContractsJson.Default.PowerView);
        }

        history.Take(PowerHistory.Id, PowerHistory.Of(power.View), clock.Now.Time);
        history.Keep(clock.Now.Time);
        if (now - _keptAt >= KeepEvery || changes.Count > 0)
        {
            _keptAt = now;
            kept.Keep(power.States);
        }

        return ValueTask.FromResult(Every);
    }

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        power.Restore(kept);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        kept.Keep(power.States);
        history.Flush();
    }

    [LoggerMessage(6010, LogLevel.Information, "Power: {Change}")]
    private partial void LogChange(string change);
}
