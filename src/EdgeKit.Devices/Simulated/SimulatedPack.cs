namespace EdgeKit.Devices.Simulated;

/// <summary>
/// A LiFePO₄ pack that feeds a stall through an evening, for <c>driver: simulated</c>: rest voltage by state of charge, internal resistance, sunset, crowds
/// and a case that warms. Gives volts, amperes (below 0 while it discharges), watts, its own state of charge and °C of the case.
/// </summary>
/// <remarks>
/// The same seed on the same clock gives the same values, however often it is read: it moves in steps of ten seconds of its evening. When the pack is empty
/// its protection cuts the load off and the evening ends with 0 A. <see cref="Begin"/> starts nothing anew: a pack stays as full as it is.
/// </remarks>
public sealed class SimulatedPack : ISensor
{
    private const double StepSeconds = 10;
    private const double LeastOhms = 1e-6;

    // The last part of a charge: of what is missing, so much in an hour.
    private const double TaperPerHour = 4;

    // Three days of steps: a machine that slept does not make a read take seconds.
    private const long MostSteps = 3 * 24 * 360;

    // Of the heat that the load makes, what stays in the case; how much warmer a watt makes it at last; how long it takes.
    private const double HeatPart = 0.25;
    private const double CelsiusPerWatt = 0.6;
    private const double HeatSeconds = 2400;

    private readonly SimulatedPackOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private long _steps;
    private double _ampereHours;
    private double _amperes;
    private double _warmer;

    /// <param name="options">The pack and its evening.</param>
    /// <param name="time">The clock; the evening starts now.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public SimulatedPack(SimulatedPackOptions options, TimeProvider time)
    {
        InRange(options.Speed, 0.1, 3600, nameof(options.Speed));
        InRange(options.CapacityAh, 0.1, 100_000, nameof(options.CapacityAh));
        InRange(options.Cells, 1, 32, nameof(options.Cells));
        InRange(options.StartPercent, 0, 100, nameof(options.StartPercent));
        InRange(options.Ohms, LeastOhms, 10, nameof(options.Ohms));
        InRange(options.BaseWatts, 0, 100_000, nameof(options.BaseWatts));
        InRange(options.LightWatts, 0, 100_000, nameof(options.LightWatts));
        InRange(options.CrowdWatts, 0, 100_000, nameof(options.CrowdWatts));
        InRange(options.AirCelsius, -40, 60, nameof(options.AirCelsius));
        (_options, _time, _start) = (options, time, time.GetTimestamp());
        _ampereHours = options.CapacityAh * options.StartPercent / 100;
        Load();
    }

    /// <inheritdoc />
    public string Description => $"simulated pack of {_options.CapacityAh:0.#} Ah, seed {_options.Seed}";

    private double Percent => 100 * _ampereHours / _options.CapacityAh;

    private double RestVolts => _options.Cells * LiFePo4Curve.VoltsAt(Percent);

    private double Hour => _options.StartsAt.TotalHours + (_steps * StepSeconds / 3600);

    /// <inheritdoc />
    public void Begin()
    {
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        CatchUp();
        if (SimulatedEvening.IsOut(_options, Hour))
        {
            throw new DeviceException(DeviceFault.NotAcknowledged, $"{Description}: somebody has taken it out");
        }

        var volts = RestVolts + (_amperes * _options.Ohms);
        List<Measurement> measured =
        [
            new(Quantity.Volts, volts),
            new(Quantity.Amperes, _amperes),
            new(Quantity.Watts, volts * _amperes),
            new(Quantity.ChargePercent, Percent),
            new(Quantity.Celsius, SimulatedEvening.AirAt(_options, Hour) + SimulatedEvening.SunAt(_options, Hour) + _warmer),
        ];
        if (_options.Mains.Count > 0)
        {
            measured.Add(new(Quantity.IsOn, SimulatedEvening.HasMains(_options, Hour) ? 1 : 0, "mains"));
        }

        return measured;
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static void InRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}");
        }
    }

    private void CatchUp()
    {
        var due = (long)Math.Floor(_time.GetElapsedTime(_start).TotalSeconds * _options.Speed / StepSeconds);

        // What is skipped passes without load, rather than holding up the reader.
        _steps = Math.Max(_steps, due - MostSteps);
        while (_steps < due)
        {
            _steps++;
            _ampereHours = SimulatedEvening.IsOut(_options, Hour) ? _options.CapacityAh : Math.Clamp(_ampereHours + (_amperes * StepSeconds / 3600), 0, _options.CapacityAh);
            var lost = (_amperes * _amperes * _options.Ohms) + (HeatPart * Math.Abs(_amperes) * RestVolts);
            _warmer += ((lost * CelsiusPerWatt) - _warmer) * (StepSeconds / HeatSeconds);
            Load();
        }
    }

    /// <summary>
    /// The current at which the pack gives what the stall takes: of the two that do, the smaller; nothing once it is empty. Beside mains it is charged, by less
    /// and less as it fills.
    /// </summary>
    private void Load()
    {
        if (SimulatedEvening.HasMains(_options, Hour))
        {
            _amperes = Math.Min(_options.ChargeAmperes, (_options.CapacityAh - _ampereHours) * TaperPerHour);
            return;
        }

        var watts = SimulatedEvening.WattsAt(_options, Hour, SimulatedEvening.NoiseAt(_options.Seed, _steps));
        var root = (RestVolts * RestVolts) - (4 * _options.Ohms * watts);
        var isCutOff = _ampereHours <= 0 || root < 0;
        _amperes = isCutOff ? 0 : -(RestVolts - Math.Sqrt(root)) / (2 * _options.Ohms);
    }
}
