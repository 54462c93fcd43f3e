namespace EdgeKit.Devices.Gpio;

/// <summary>An input that somebody else sets, for a kit without the hardware.</summary>
public sealed class SimulatedInput : IDigitalInput
{
    private volatile bool _isOn;
    private volatile DeviceException? _failure;

    /// <summary>What it reads.</summary>
    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    /// <summary>What every reading fails with; null for none.</summary>
    public DeviceException? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    /// <inheritdoc />
    public bool Read() => _failure is { } failure ? throw failure : _isOn;

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
