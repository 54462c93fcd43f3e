namespace EdgeKit.Devices.Simulated;

/// <summary>Plays a <see cref="RecordedDay"/>. Each line holds until the next; after the last there is nothing (<see cref="DeviceFault.NotReady"/>), or it starts again.</summary>
/// <remarks>A line holds for <see cref="LongestHold"/> of the recording at most: a gap in it is a gap.</remarks>
/// <param name="day">The recording.</param>
/// <param name="time">The clock; the recording starts with the first <see cref="Begin"/>.</param>
/// <param name="speed">How many seconds of the recording pass in one of the clock, 0.1 to 3600.</param>
/// <param name="repeats">Whether it starts again after its last line.</param>
public sealed class RecordedDaySensor(RecordedDay day, TimeProvider time, double speed = 1, bool repeats = false) : ISensor
{
    /// <summary>How long a line holds when no other follows.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    private readonly double _speed = speed is >= 0.1 and <= 3600
        ? speed
        : throw new ArgumentOutOfRangeException(nameof(speed), speed, "speed must be from 0.1 to 3600");

    private long? _start;

    /// <inheritdoc />
    public string Description => $"recording {day.Name}";

    /// <inheritdoc />
    public void Begin() => _start ??= time.GetTimestamp();

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        var start = _start ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun");
        var at = time.GetElapsedTime(start) * _speed;
        if (repeats && day.Length > TimeSpan.Zero)
        {
            at = new TimeSpan(at.Ticks % day.Length.Ticks);
        }

        if (day.At(at) is not { } sample || at.TotalSeconds - sample.Seconds > LongestHold.TotalSeconds)
        {
            throw new DeviceException(DeviceFault.NotReady, $"{Description} has nothing at {at:c}");
        }

        var measured = new List<Measurement>(3);
        Add(measured, Quantity.Volts, sample.Volts);
        Add(measured, Quantity.Amperes, sample.Amperes);
        Add(measured, Quantity.Celsius, sample.Celsius);
        return measured.Count > 0 ? measured : throw new DeviceException(DeviceFault.NotReady, $"{Description} has only empty cells at {at:c}");
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static void Add(List<Measurement> measured, Quantity quantity, double? value)
    {
        if (value is { } known)
        {
            measured.Add(new Measurement(quantity, known));
        }
    }
}
