using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Signals;
using EdgeKit.Power.Battery;
using EdgeKit.Power.Policy;
using EdgeKit.Power.Sampling;

namespace EdgeKit.Power;

/// <summary>What is believed of the kit's power, second by second, and the stage that follows from it. One loop calls it; others read the view.</summary>
internal sealed class KitPower : IPowerStage
{
    private const int LooksToConfirm = 3;

    private readonly PowerOptions _options;
    private readonly SensorBoard _sensors;
    private readonly KitOutputs _outputs;
    private readonly StageLimits _limits;
    private readonly List<(PackOptions Options, PackEstimator Estimator)> _packs;
    private readonly LoadForecast _load = new();
    private readonly LoadPeaks _peaks = new();
    private readonly int _speed;
    private readonly Signal<PowerStage> _stage = new(PowerStage.Normal);
    private StageState _state = new();
    private double _wattsBefore;
    private TimeSpan _peakAt;
    private string _reason = "nothing is measured";
    private PowerView? _view;

    /// <summary>Begins without knowing anything.</summary>
    /// <param name="options">The packs and the rules.</param>
    /// <param name="sensors">What measures them.</param>
    /// <param name="outputs">What is switched.</param>
    /// <param name="speed">How many times faster than the clock all of it lives; null for what the sensors say.</param>
    public KitPower(PowerOptions options, SensorBoard sensors, KitOutputs outputs, int? speed = null)
    {
        (_options, _sensors, _outputs) = (options, sensors, outputs);
        _speed = speed ?? sensors.Sensors.Where(static sensor => sensor.Options.IsSimulated).Select(static sensor => sensor.Options.Speed).DefaultIfEmpty(1).Max();
        var limits = PowerSetup.Limits(options);

        // A condition is confirmed by being seen again and again: in less than a few looks it cannot be.
        var least = LooksToConfirm * PowerLoop.Every * _speed;
        _limits = limits with { Confirm = limits.Confirm > least ? limits.Confirm : least };
        _packs = [.. options.Packs.Select(pack => (pack, new PackEstimator(PowerSetup.Spec(pack), MaxGap)))];
    }

    /// <inheritdoc />
    public ISignal<PowerStage> Stage => _stage;

    /// <summary>The answer of <c>GET /api/v1/power</c>.</summary>
    public PowerView View => Volatile.Read(ref _view) ?? new PowerView(PowerStage.Normal, _reason, PowerSource.Unknown, ReadingQuality.Failed, [], [], []);

    /// <summary>Whether the shutdown can no longer be called off.</summary>
    public bool IsPastReturn { get; set; }

    /// <summary>The shutdown that is under way; null for none.</summary>
    public ShutdownView? Shutdown { get; set; }

    /// <summary>Whether the last look found something that all should hear of at once.</summary>
    public bool HasNews { get; private set; }

    /// <summary>What of the packs is worth keeping.</summary>
    public IReadOnlyList<(string Id, PackState State)> States => [.. _packs.Where(static pack => pack.Estimator.State is not null).Select(static pack => (pack.Options.Id, pack.Estimator.State!))];

    /// <summary>Goes on from what was known of the packs when the daemon ended.</summary>
    public void Restore(PackStore kept)
    {
        for (var index = 0; index < _packs.Count; index++)
        {
            var pack = _packs[index].Options;
            _packs[index] = (pack, PackEstimator.Restore(PowerSetup.Spec(pack), kept.Find(pack.Id), MaxGap));
        }
    }

    /// <summary>Goes by what the sensors say now.</summary>
    /// <param name="uptime">On the monotonic clock. Where an evening is simulated faster than that, all that takes time here goes by the evening's.</param>
    /// <returns>What has changed, in words; nothing most of the time.</returns>
    public IReadOnlyList<string> Update(TimeSpan uptime)
    {
        var now = uptime * _speed;
        var changes = new List<string>();
        foreach (var (pack, estimator) in _packs)
        {
            if (estimator.Take(Sample(pack, now)) is PackMark.Swapped)
            {
                changes.Add($"pack {pack.Id} was swapped");
            }
        }

        var estimates = _packs.ConvertAll(static pack => pack.Estimator.Estimate);
        var watts = Watts(estimates);
        _load.Take(now, watts is { } drawn ? -drawn : null);
        if (watts is < 0)
        {
            _peaks.Take(now, now - _peakAt, -watts.Value);
            _peakAt = now;
        }

        var pool = Pool.Of(estimates, _load.Watts ?? 0, _limits.Shutdown.StateOfChargeBelow ?? 0);
        var left = TimeToEmpty.Of(pool, _load);
        var temperatures = _options.Temperatures.Select(ViewOf).ToList();
        var isPowered = IsPowered(pool);
        if (_packs.Count + temperatures.Count > 0)
        {
            var reading = new StageReading(now, pool.StateOfCharge, pool.Uncertainty, left?.Median, pool.Volts, temperatures.Max(static temperature => temperature.Celsius), isPowered, IsPastReturn);
            reading = WithAllOn(reading, -watts ?? 0, OffWatts());
            var decision = StageRules.Decide(_state, reading, _limits);
            (_state, _reason) = (decision.State, decision.Reason);
            if (decision.IsChanged)
            {
                changes.Add($"the stage is {decision.Stage}: {decision.Reason}");
            }
        }

        HasNews = _outputs.Update(now, _state.Stage) || changes.Count > 0;
        var view = new PowerView(
            _state.Stage,
            _reason,
            isPowered switch { true => PowerSource.External, false => PowerSource.Battery, null => PowerSource.Unknown },
            Worst(),
            [.. _packs.Select(ViewOf)],
            [],
            temperatures,
            Rounded(pool.StateOfCharge, 4),
            (long?)left?.Median.TotalSeconds,
            (long?)left?.Low.TotalSeconds,
            (long?)left?.High.TotalSeconds,
            watts is > 0 ? Rounded(watts, 2) : null,
            watts is <= 0 ? Rounded(-watts, 2) : null,
            Shutdown);
        Volatile.Write(ref _view, _outputs.Onto(view, Given()));
        _stage.Set(_state.Stage);
        return changes;
    }

    // What all that is off now would draw. Where nobody knows it, it is what is missing of what was drawn before any of it went off.
    private double OffWatts()
    {
        var watts = _load.Watts ?? 0;
        if (_state.Stage is PowerStage.Normal)
        {
            _wattsBefore = watts;
        }

        return _outputs.Loads.OffWatts ?? Math.Max(_wattsBefore - watts, 0);
    }

    private StageReading WithAllOn(StageReading reading, double drawn, double off)
    {
        // What a compressor that pauses will draw again counts as what was shed does.
        var more = Math.Max(_peaks.Watts, drawn + off) - drawn;
        return reading with
        {
            TimeToEmptyRestored = off > 0 ? reading.TimeToEmpty * (_load.Watts / (_load.Watts + off)) : null,
            VoltsRestored = more > 0 ? reading.Volts - Drop(more, reading.Volts) : null,
        };
    }

    // In the packs' resistance, side by side, and as much again in what follows of it.
    private double? Drop(double watts, double? volts) =>
        watts / volts * 2 / _packs.Where(static pack => pack.Estimator.Estimate.IsPresent).Sum(static pack => 1 / pack.Estimator.Estimate.Ohms);

    // Between two looks a simulated evening goes on for as many seconds as it is fast.
    private TimeSpan? MaxGap => _speed > 1 ? TimeSpan.FromSeconds(5) * _speed : null;

    // Into the packs; null unless each that is there tells.
    private static double? Watts(List<PackEstimate> packs)
    {
        var present = packs.Where(static pack => pack.IsPresent).ToList();
        return present.Count > 0 && present.TrueForAll(static pack => pack is { Volts: not null, Amperes: not null }) ? present.Sum(static pack => pack.Volts!.Value * pack.Amperes!.Value) : null;
    }

    // What each pack gives.
    private Dictionary<string, double> Given() => _packs
        .Select(static pack => (pack.Options.Id, pack.Estimator.Estimate))
        .Where(static pack => pack.Estimate is { IsPresent: true, Volts: not null, Amperes: not null })
        .ToDictionary(static pack => pack.Id, static pack => -pack.Estimate.Volts!.Value * pack.Estimate.Amperes!.Value, StringComparer.Ordinal);

    private static double? Rounded(double? value, int digits) => value is { } known ? Math.Round(known, digits) : null;

    private PackSample Sample(PackOptions pack, TimeSpan now)
    {
        var monitor = _sensors.Find(pack.Sensor);
        return new PackSample(
            now,
            monitor?.Trusted(Quantity.Volts, pack.Channel),
            monitor?.Trusted(Quantity.Amperes, pack.Channel) * (pack.IsReversed ? -1 : 1),
            _sensors.Find(pack.Temperature)?.Trusted(Quantity.Celsius),
            _sensors.Find(pack.Gauge)?.Trusted(Quantity.ChargePercent));
    }

    private bool? IsPowered(Pool pool) =>
        _sensors.Find(_options.Mains)?.Trusted(Quantity.IsOn) is { } mains ? mains > 0
        : pool.Amperes is { } amperes ? amperes > 0
        : null;

    private TemperatureView ViewOf(TemperatureOptions temperature)
    {
        var sensor = _sensors.Find(temperature.Sensor)!;
        var limit = _limits.Conserve.CelsiusAbove ?? _limits.Critical.CelsiusAbove ?? _limits.Shutdown.CelsiusAbove;
        return new TemperatureView(temperature.Sensor, sensor.Quality, Rounded(sensor.Trusted(Quantity.Celsius, temperature.Channel), 2), limit);
    }

    private PackView ViewOf((PackOptions Options, PackEstimator Estimator) pack)
    {
        var estimate = pack.Estimator.Estimate;
        return new PackView(
            pack.Options.Id,
            Quality(pack.Options),
            Rounded(estimate.StateOfCharge, 4),
            Rounded(estimate.Uncertainty, 4),
            Rounded(estimate.Volts, 3),
            Rounded(estimate.Amperes, 3),
            Rounded(estimate.Celsius, 2),
            Rounded(estimate.CapacityAmpereHours, 2),
            estimate.Mark is PackMark.None ? null : estimate.Mark.ToString().ToLowerInvariant());
    }

    private ReadingQuality Quality(PackOptions pack) => (_sensors.Find(pack.Sensor) ?? _sensors.Find(pack.Gauge))!.Quality;

    // Simulated says most: whoever sees it must know that none of it is real.
    private ReadingQuality Worst()
    {
        var all = _options.Packs.Select(Quality).Concat(_options.Temperatures.Select(temperature => _sensors.Find(temperature.Sensor)!.Quality)).ToList();
        return all.Contains(ReadingQuality.Simulated) ? ReadingQuality.Simulated
            : all.Count == 0 || all.Contains(ReadingQuality.Failed) ? ReadingQuality.Failed
            : all.Contains(ReadingQuality.Stale) ? ReadingQuality.Stale
            : ReadingQuality.Good;
    }
}
