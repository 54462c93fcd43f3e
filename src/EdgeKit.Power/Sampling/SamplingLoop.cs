using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Loops;
using EdgeKit.Power.History;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Sampling;

/// <summary>Reads every sensor when it is due: those of one bus one after another, buses side by side.</summary>
internal sealed partial class SamplingLoop(SensorBoard board, SensorHistory history, KitClock clock, TimeProvider time, Random random, ILogger<SamplingLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = board.Sensors.Where(static sensor => sensor.DueIn <= Shortest).GroupBy(static sensor => sensor.Options.Line, StringComparer.Ordinal);
        await Task.WhenAll(due.Select(line => SampleAsync([.. line], cancellationToken)));
        var next = board.Sensors.Select(static sensor => sensor.DueIn).DefaultIfEmpty(Longest).Min();
        return next < Shortest ? Shortest : next;
    }

    // The kernel's calls wait for the bus, up to a second where it hangs: not on the thread that other buses wait for.
    private async Task SampleAsync(IReadOnlyList<SampledSensor> line, CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var sensor in line)
        {
            var before = sensor.Readings.State;
            await sensor.SampleAsync(cancellationToken);
            var readings = sensor.Readings;
            var (after, fault) = (readings.State, readings.Fault);
            if (readings.IsTrusted && after is SensorState.Ok)
            {
                history.Take(sensor.Options.Id, readings.Values, clock.Now.Time);
            }

            if (before == after)
            {
                continue;
            }

            if (fault is not null)
            {
                LogFault(sensor.Options.Id, after, fault);
            }
            else
            {
                LogAnswers(sensor.Options.Id, sensor.Description);
            }
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "Sensor {Sensor} is {State}: {Fault}")]
    private partial void LogFault(string sensor, SensorState state, string fault);

    [LoggerMessage(6002, LogLevel.Information, "Sensor {Sensor} answers: {Description}")]
    private partial void LogAnswers(string sensor, string description);
}
