namespace EdgeKit.Devices.Gpio;

/// <summary>
/// A contact that says whether mains is there: a relay or optocoupler across the charger's output, or a UPS board's line. Gives
/// <see cref="Quantity.IsOn"/> as <c>mains</c>. Polled; a change is given once it has lasted.
/// </summary>
/// <param name="input">The contact; owned by the sensor.</param>
/// <param name="time">Says how long a level has lasted.</param>
/// <param name="description">What it is and where.</param>
/// <param name="settle">How long a level must last, either way; half a second by default, so that a flicker of the mains is none.</param>
public sealed class MainsPresent(IDigitalInput input, TimeProvider time, string description = "mains contact", TimeSpan? settle = null) : ISensor
{
    private readonly TimeSpan _settle = settle ?? TimeSpan.FromSeconds(0.5);
    private readonly long _start = time.GetTimestamp();
    private Debounced _contact;

    /// <inheritdoc />
    public string Description => description;

    /// <inheritdoc />
    public void Begin()
    {
        _contact = Debounced.Unknown;
        Take();
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        Take();
        return _contact.IsOn is { } isOn
            ? [new Measurement(Quantity.IsOn, isOn ? 1 : 0, "mains")]
            : throw new DeviceException(DeviceFault.NotReady, $"{description} has not settled yet");
    }

    /// <inheritdoc />
    public void Dispose() => input.Dispose();

    private void Take() => _contact = _contact.Next(input.Read(), time.GetElapsedTime(_start), _settle, _settle);
}
