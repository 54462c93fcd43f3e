namespace EdgeKit.Devices.Gpio;

/// <summary>
/// Turns a fan. It has no timer: whoever cools calls <see cref="Set"/> again and again, which also ends the kick with which a fan starts from rest.
/// </summary>
/// <param name="output">Drives the fan; owned by it.</param>
/// <param name="shape">What the fan needs.</param>
/// <param name="time">Says how long the kick lasts.</param>
public sealed class FanPwm(IPwmOutput output, FanShape shape, TimeProvider time) : IDisposable
{
    private long _startedAt;

    /// <summary>The duty that was written last, 0 to 1; 0 before the first time.</summary>
    public double Duty { get; private set; }

    /// <summary>Finds the output and makes it ours. The fan counts as resting, so that the next <see cref="Set"/> starts it properly.</summary>
    /// <exception cref="DeviceException">It is not there.</exception>
    public void Begin()
    {
        Duty = 0;
        output.Begin();
    }

    /// <summary>Sets how fast it shall turn.</summary>
    /// <param name="duty">0 to 1; what is not a number is 1, since a fan that turns too fast does no harm.</param>
    /// <exception cref="DeviceException">It cannot be set.</exception>
    public void Set(double duty)
    {
        var wanted = double.IsNaN(duty) ? 1 : duty <= 0 ? 0 : Math.Clamp(duty, Math.Min(shape.LeastDuty, 1), 1);
        if (wanted > 0 && Duty <= 0)
        {
            _startedAt = time.GetTimestamp();
        }

        var written = wanted > 0 && time.GetElapsedTime(_startedAt) < shape.KickFor ? 1 : wanted;
        output.Write(written);
        Duty = written;
    }

    /// <inheritdoc />
    public void Dispose() => output.Dispose();
}
