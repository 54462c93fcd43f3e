namespace EdgeKit.Devices.Gpio;

/// <summary>A PWM that drives nothing, for a kit without the hardware.</summary>
public sealed class SimulatedPwm : IPwmOutput
{
    private double _duty;

    /// <inheritdoc />
    public string Description => "simulated PWM";

    /// <summary>What was written last, 0 to 1.</summary>
    public double Duty => Volatile.Read(ref _duty);

    /// <summary>How often it was found and made ours.</summary>
    public int Begun { get; private set; }

    /// <summary>What everything fails with; null for nothing.</summary>
    public DeviceException? Failure { get; set; }

    /// <inheritdoc />
    public void Begin()
    {
        Fail();
        Begun++;
    }

    /// <inheritdoc />
    public void Write(double duty)
    {
        Fail();
        Volatile.Write(ref _duty, duty);
    }

    /// <inheritdoc />
    public void Dispose() => Volatile.Write(ref _duty, 1);

    private void Fail()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
