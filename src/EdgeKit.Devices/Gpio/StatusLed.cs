namespace EdgeKit.Devices.Gpio;

/// <summary>A lamp that shows one of a few patterns. It has no timer: whoever owns it calls <see cref="Refresh"/> when <see cref="ChangesIn"/> says.</summary>
/// <param name="output">Drives the lamp; owned by it.</param>
/// <param name="time">Says where in the pattern it is.</param>
public sealed class StatusLed(IDigitalOutput output, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Flash = TimeSpan.FromMilliseconds(125);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private long _since = time.GetTimestamp();
    private bool? _written;

    /// <summary>What it shows. A new pattern starts at its beginning.</summary>
    public LedPattern Pattern
    {
        get;
        set
        {
            if (field != value)
            {
                field = value;
                _since = time.GetTimestamp();
            }
        }
    }

    /// <summary>How long the lamp stays as it is now; null for until its pattern changes.</summary>
    public TimeSpan? ChangesIn => UntilChange(Pattern, time.GetElapsedTime(_since));

    /// <summary>Whether <paramref name="pattern"/> is lit at <paramref name="since"/> its beginning.</summary>
    public static bool IsLit(LedPattern pattern, TimeSpan since)
    {
        var at = new TimeSpan(since.Ticks % Period.Ticks);
        return pattern switch
        {
            LedPattern.Off => false,
            LedPattern.On => true,
            LedPattern.Slow => at < Period / 2,
            LedPattern.Fast => at.Ticks / Flash.Ticks % 2 == 0,
            LedPattern.Heartbeat => at < Flash,
            LedPattern.TwoFlashes => at < Flash || (at >= 2 * Flash && at < 3 * Flash),
        };
    }

    /// <summary>How long after <paramref name="since"/> its beginning <paramref name="pattern"/> goes on or off next; null for never.</summary>
    public static TimeSpan? UntilChange(LedPattern pattern, TimeSpan since)
    {
        // Everything happens at a multiple of a flash.
        var isLit = IsLit(pattern, since);
        for (var next = since - new TimeSpan(since.Ticks % Flash.Ticks) + Flash; next <= since + Period; next += Flash)
        {
            if (IsLit(pattern, next) != isLit)
            {
                return next - since;
            }
        }

        return null;
    }

    /// <summary>Writes the lamp if its pattern has moved on.</summary>
    /// <exception cref="DeviceException">It cannot be switched.</exception>
    public void Refresh()
    {
        var isLit = IsLit(Pattern, time.GetElapsedTime(_since));
        if (isLit != _written)
        {
            _written = null;
            output.Write(isLit);
            _written = isLit;
        }
    }

    /// <inheritdoc />
    public void Dispose() => output.Dispose();
}
