using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Lines;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Panel;

/// <summary>Lets the lamps blink. It sleeps from one change to the next, and wakes when the stage changes.</summary>
internal sealed partial class LedLoop : RecurringLoop
{
    // A timer may ring a little early: then the rest is not waited for in ever smaller steps.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);

    private readonly IPowerStage _power;
    private readonly IReadOnlyList<StageLamp> _lamps;
    private readonly IDisposable _wake;
    private readonly ILogger _logger;

    public LedLoop(PowerOptions options, IPowerStage power, IGpioLines lines, Random random, TimeProvider time, ILogger<LedLoop> logger)
        : base(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
    {
        (_power, _logger) = (power, logger);
        _lamps = [.. options.Leds.Select(led => new StageLamp(led, lines, time, random))];
        _wake = power.Stage.Subscribe(_ => Ring());
    }

    /// <inheritdoc />
    public override ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var pattern = StagePattern.Of(_power.Stage.Current);
        var pause = TimeSpan.MaxValue;
        foreach (var lamp in _lamps)
        {
            var rests = lamp.Show(pattern, out var isNew);
            pause = rests < pause ? rests : pause;
            if (isNew)
            {
                Say(lamp);
            }
        }

        return ValueTask.FromResult(pause > Shortest ? pause : Shortest);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        foreach (var lamp in _lamps)
        {
            lamp.Dispose();
        }

        base.Dispose();
    }

    private void Say(StageLamp lamp)
    {
        if (lamp.Fault is { } fault)
        {
            LogFault(lamp.Id, fault);
        }
        else
        {
            LogRecovered(lamp.Id);
        }
    }

    [LoggerMessage(6048, LogLevel.Warning, "Led {Led} cannot be switched: {Fault}")]
    private partial void LogFault(string led, string fault);

    [LoggerMessage(6049, LogLevel.Information, "Led {Led} can be switched again")]
    private partial void LogRecovered(string led);
}
