namespace EdgeKit.Devices.Gpio;

/// <summary>An output that drives nothing, for a kit without the hardware. It floats, as a line may, once it is released.</summary>
public sealed class SimulatedOutput : IDigitalOutput
{
    private readonly Lock _gate = new();
    private bool? _isOn;
    private long _writes;

    /// <summary>What was written last; null before the first time and after it was released.</summary>
    public bool? IsOn
    {
        get
        {
            lock (_gate)
            {
                return _isOn;
            }
        }
    }

    /// <summary>How often it was written.</summary>
    public long Writes
    {
        get
        {
            lock (_gate)
            {
                return _writes;
            }
        }
    }

    /// <summary>What every writing fails with; null for none.</summary>
    public DeviceException? Failure { get; set; }

    /// <inheritdoc />
    public void Write(bool on)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        lock (_gate)
        {
            _isOn = on;
            _writes++;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _isOn = null;
        }
    }
}
