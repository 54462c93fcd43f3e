using System.Globalization;
using EdgeKit.Kernel.Loops;
using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeKit.Daemon.Hosting;

/// <summary>Feeds systemd's watchdog (sd_watchdog_enabled(3)) while everything vital turns. What reports a known fault turns too.</summary>
internal sealed partial class WatchdogLoop(IEnumerable<IVital> vitals, ISystemdNotifier systemd, TimeProvider time, Random random, ILogger<WatchdogLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), random), time, logger)
{
    private readonly ILogger _logger = logger;

    /// <inheritdoc />
    public override ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (Interval() is not { } interval)
        {
            return ValueTask.FromResult(TimeSpan.FromDays(1));
        }

        var stuck = vitals.Where(static vital => !vital.IsAlive).Select(static vital => vital.Name).ToList();
        if (stuck.Count == 0)
        {
            systemd.Notify(new ServiceState("WATCHDOG=1"));
        }
        else
        {
            LogStuck(string.Join(", ", stuck));
        }

        return ValueTask.FromResult(interval / 4);
    }

    private static TimeSpan? Interval() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    [LoggerMessage(9012, LogLevel.Critical, "The watchdog is not fed, because this hangs: {Stuck}")]
    private partial void LogStuck(string stuck);
}
