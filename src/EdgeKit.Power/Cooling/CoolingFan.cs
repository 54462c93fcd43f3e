using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Devices.Gpio;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Policy;
using EdgeKit.Power.Sampling;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Cooling;

/// <summary>Turns the fan by its curve, and notices when it does not turn. What goes wrong leaves here as nothing but words.</summary>
internal sealed partial class CoolingFan : IDisposable
{
    private const string Stopped = "the fan stands still although it should turn: look for what blocks it, and check its plug";

    private readonly FanOptions _options;
    private readonly SensorBoard _sensors;
    private readonly FanCurve _curve;
    private readonly FanPwm _fan;
    private readonly FanDuty _written;
    private readonly OutputTrouble _trouble;
    private readonly ILogger _logger;
    private double _duty;
    private bool _isBegun;
    private bool _isBlind;
    private bool _isBlindSaid;
    private bool _isStopped;

    /// <summary>Touches nothing yet.</summary>
    /// <param name="options">What drives it, and how fast it shall turn.</param>
    /// <param name="sensors">Where its temperature and its speed come from.</param>
    /// <param name="output">Drives it; owned by the fan.</param>
    /// <param name="written">Told how fast the fan is driven.</param>
    /// <param name="time">Says how long its kick lasts.</param>
    /// <param name="random">Spreads the tries.</param>
    /// <param name="logger">Told what changes.</param>
    public CoolingFan(FanOptions options, SensorBoard sensors, IPwmOutput output, FanDuty written, TimeProvider time, Random random, ILogger<CoolingFan> logger)
    {
        (_options, _sensors, _written, _logger) = (options, sensors, written, logger);
        _curve = options.Rule;
        _fan = new FanPwm(output, options.Shape, time);
        _trouble = new OutputTrouble(random);
    }

    /// <summary>Sets the fan by what is measured now.</summary>
    /// <param name="now">On the clock that tries wait by.</param>
    /// <returns>Whether anything is worth telling.</returns>
    public bool Update(TimeSpan now)
    {
        var celsius = Celsius;
        _duty = _curve.Decide(_duty, celsius);
        var isNews = Drive(now);
        isNews |= SayBlind(celsius is null);
        return SayStopped(_sensors.Find(_options.Tach)?.Trusted(Quantity.IsOn, "stopped") > 0) || isNews;
    }

    /// <summary>How it is.</summary>
    public FanView View() => new(
        _isBlind,
        _isStopped,
        _isBegun ? Math.Round(_duty, 3) : null,
        Celsius is { } celsius ? Math.Round(celsius, 2) : null,
        _sensors.Find(_options.Tach)?.Trusted(Quantity.RevolutionsPerMinute),
        _trouble.Fault ?? (_isStopped ? Stopped : null));

    /// <inheritdoc />
    public void Dispose() => _fan.Dispose();

    private double? Celsius => _sensors.Find(_options.Temperature)?.Trusted(Quantity.Celsius, _options.Channel);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a fan throws is a fault of the fan, and must not stop the stage.")]
    private bool Drive(TimeSpan now)
    {
        if (!_trouble.MayTry(now))
        {
            return false;
        }

        try
        {
            if (!_isBegun)
            {
                _fan.Begin();
                _isBegun = true;
            }

            _fan.Set(_duty);
            _written.Current = _fan.Duty;
            if (_trouble.Works())
            {
                LogRecovered();
                return true;
            }

            return false;
        }
        catch (Exception exception)
        {
            // Found anew at the next try: the device may have been given another number.
            (_isBegun, _written.Current) = (false, 0);
            var fault = $"the fan cannot be set: {exception.Message.TrimEnd('.')}: check its name, its overlay, and that the daemon's user may write it";
            var isNew = _trouble.Failed(now, fault);
            if (isNew)
            {
                LogFault(fault);
            }

            return isNew;
        }
    }

    private bool SayBlind(bool isBlind)
    {
        // Before the first reading nothing is wrong yet.
        var isWrong = isBlind && _sensors.Find(_options.Temperature)?.Readings.State is not SensorState.Starting;
        var isNews = isWrong != _isBlindSaid;
        (_isBlind, _isBlindSaid) = (isBlind, isWrong);
        if (isNews && isWrong)
        {
            LogBlind(_options.Temperature!, _duty);
        }
        else if (isNews)
        {
            LogSees(_options.Temperature!);
        }

        return isNews;
    }

    private bool SayStopped(bool isStopped)
    {
        if (isStopped == _isStopped)
        {
            return false;
        }

        _isStopped = isStopped;
        if (isStopped)
        {
            LogFault(Stopped);
        }
        else
        {
            LogTurns();
        }

        return true;
    }

    [LoggerMessage(6043, LogLevel.Warning, "Fan: {Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(6044, LogLevel.Information, "Fan: it can be set again")]
    private partial void LogRecovered();

    [LoggerMessage(6045, LogLevel.Warning, "Fan: {Sensor} gives no temperature that can be believed; it turns at {Duty:P0}")]
    private partial void LogBlind(string sensor, double duty);

    [LoggerMessage(6046, LogLevel.Information, "Fan: {Sensor} gives its temperature")]
    private partial void LogSees(string sensor);

    [LoggerMessage(6047, LogLevel.Information, "Fan: it turns again")]
    private partial void LogTurns();
}
