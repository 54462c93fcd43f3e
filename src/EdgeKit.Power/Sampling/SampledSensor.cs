using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Devices.Bus;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Power.Sampling;

/// <summary>
/// One sensor, read at its rate by the one owner of its bus. What fails is tried again twice at once, then at its rate, and after
/// <see cref="LostAfter"/> failures at growing intervals; when it answers again it is set up anew, since it may have been reset or swapped.
/// Nothing that it does wrong leaves here as anything but a quality.
/// </summary>
internal sealed class SampledSensor(SensorOptions options, Func<ISensor> open, TimeProvider time, Random random) : IDisposable
{
    /// <summary>Failures in a row until it counts as lost.</summary>
    public const int LostAfter = 3;

    /// <summary>So many times in a row it may have nothing new: some chips convert slower than they are read, or begin with nothing.</summary>
    public const int UnreadyAtMost = 5;

    /// <summary>A value with a fraction that stays the same to the last bit for so many readings is looked into.</summary>
    public const int FrozenAfter = 600;

    private static readonly TimeSpan[] Retries = [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20)];
    private readonly Backoff _search = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), random);
    private readonly Dictionary<(Quantity, string), double> _disbelieved = [];
    private ISensor? _sensor;
    private SensorReadings _readings = SensorReadings.None;
    private long _dueAt = time.GetTimestamp();
    private int _failures;
    private int _unready;
    private int _same;
    private bool _isBegun;
    private bool _wasRestarted;

    /// <summary>Its configuration.</summary>
    public SensorOptions Options => options;

    /// <summary>What it is and where.</summary>
    public string Description => Volatile.Read(ref _sensor)?.Description ?? options.Place;

    /// <summary>What is known now.</summary>
    public SensorReadings Readings => Volatile.Read(ref _readings);

    /// <summary>How long until it is to be read again.</summary>
    public TimeSpan DueIn => time.GetElapsedTime(time.GetTimestamp(), _dueAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>How far its readings can be believed now.</summary>
    public ReadingQuality Quality
    {
        get
        {
            var readings = Readings;
            return readings.State is SensorState.Lost || readings.At is not { } at ? ReadingQuality.Failed
                : !readings.IsTrusted || time.GetElapsedTime(at) > options.StaleAfter ? ReadingQuality.Stale
                : options.IsSimulated ? ReadingQuality.Simulated
                : ReadingQuality.Good;
        }
    }

    /// <summary>The newest value of a quantity, if it can be believed now.</summary>
    public double? Trusted(Quantity quantity, string channel = "")
    {
        if (Quality is ReadingQuality.Failed or ReadingQuality.Stale)
        {
            return null;
        }

        foreach (var value in Readings.Values)
        {
            if (value.Quantity == quantity && (channel.Length == 0 || value.Channel == channel))
            {
                return value.Value;
            }
        }

        return null;
    }

    /// <summary>Reads it.</summary>
    public async Task SampleAsync(CancellationToken cancellationToken)
    {
        var pause = options.Every;
        try
        {
            Accept(await ReadAsync(cancellationToken));
            (_failures, _unready) = (0, 0);
        }
        catch (DeviceException exception) when (exception.Fault is DeviceFault.NotReady && ++_unready <= UnreadyAtMost)
        {
            // What was read before stays, and grows old.
            _dueAt = Due(pause);
            return;
        }
        catch (DeviceException exception)
        {
            _isBegun = false;
            _failures++;
            Change(readings => readings with
            {
                State = _failures >= LostAfter ? SensorState.Lost : SensorState.Suspect,
                Fault = options.Contact is null ? FaultWords.Say(exception, options.IsOnBus) : exception.Message,
                Faults = readings.Faults + 1,
            });
            if (_failures >= LostAfter)
            {
                Close();
                pause = _search.After(_failures - LostAfter + 1);
            }
        }

        _dueAt = Due(pause);
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private long Due(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);

    [SuppressMessage("Security", "CA5394", Justification = "Spreads retries on a bus; nothing is guarded by it.")]
    private async Task<IReadOnlyList<Measurement>> ReadAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return Once();
            }
            catch (DeviceException exception) when (exception.IsPassing && tries < Retries.Length)
            {
                await Task.Delay(Retries[tries] * (0.5 + random.NextDouble()), time, cancellationToken);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a driver throws is a fault of this sensor, and must not stop the others.")]
    private IReadOnlyList<Measurement> Once()
    {
        try
        {
            var sensor = _sensor ?? open();
            Volatile.Write(ref _sensor, sensor);
            if (!_isBegun)
            {
                sensor.Begin();
                _isBegun = true;
                if (options.IsOnBus)
                {
                    throw new DeviceException(DeviceFault.NotReady, $"{sensor.Description} was set up; what it converted before does not count");
                }
            }

            return sensor.Read();
        }
        catch (IOException exception) when (options.IsOnBus)
        {
            // The bus is opened with the first transfer.
            throw I2cErrors.Convert(exception, Description);
        }
        catch (Exception exception) when (exception is not DeviceException)
        {
            throw new DeviceException(DeviceFault.Nonsense, $"{options.Id}: {exception.Message}", exception);
        }
    }

    private void Accept(IReadOnlyList<Measurement> values)
    {
        var before = Readings;
        var now = time.GetTimestamp();
        var elapsed = before.At is { } at ? time.GetElapsedTime(at, now) : TimeSpan.Zero;
        string? why = null;
        foreach (var value in values)
        {
            var key = (value.Quantity, value.Channel);
            var fault = Plausibility.WhyNot(value, Last(before, value), elapsed, _disbelieved.TryGetValue(key, out var jumped) ? jumped : null);
            if (fault is null)
            {
                _disbelieved.Remove(key);
            }
            else
            {
                _disbelieved[key] = value.Value;
                why ??= fault;
            }
        }

        if (why is not null)
        {
            // The last good values stay, and grow old: a jump that is real is believed with the next reading.
            Change(readings => readings with { State = SensorState.Suspect, IsTrusted = false, Fault = $"{why}; it is believed if it stays", Faults = readings.Faults + 1 });
            return;
        }

        if (IsFrozen(before, values))
        {
            // Set up anew, a chip that stopped converting goes on; one that stays the same measures something that does not change.
            (_isBegun, _wasRestarted) = (false, true);
            Change(readings => readings with { State = SensorState.Suspect, IsTrusted = false, Fault = $"nothing of it has changed in {FrozenAfter} readings; it is set up anew", Faults = readings.Faults + 1 });
            return;
        }

        Change(readings => new SensorReadings(SensorState.Ok, values, now, IsTrusted: true, null, readings.Faults));
    }

    // Whole numbers stay the same for hours; the last bit of a converter does not.
    private bool IsFrozen(SensorReadings before, IReadOnlyList<Measurement> values)
    {
        var isSame = values.SequenceEqual(before.Values) && values.Any(static value => value.Quantity is Quantity.Volts or Quantity.Amperes && value.Value != Math.Round(value.Value));
        _same = isSame ? _same + 1 : 0;
        _wasRestarted &= isSame;
        return _same >= FrozenAfter && !_wasRestarted;
    }

    private static double? Last(SensorReadings before, Measurement value)
    {
        foreach (var known in before.Values)
        {
            if (known.Quantity == value.Quantity && known.Channel == value.Channel)
            {
                return known.Value;
            }
        }

        return null;
    }

    private void Change(Func<SensorReadings, SensorReadings> change) => Volatile.Write(ref _readings, change(_readings));

    private void Close()
    {
        _sensor?.Dispose();
        Volatile.Write(ref _sensor, null);
        _isBegun = false;
    }
}
