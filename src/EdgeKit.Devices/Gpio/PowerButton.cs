namespace EdgeKit.Devices.Gpio;

/// <summary>A button, polled some twenty times a second. One that is down from the start is stuck or leant on, and says nothing until it was let go.</summary>
/// <param name="input">On while it is pressed; owned by the button.</param>
/// <param name="time">Says how long.</param>
/// <param name="longPress">From when on a press is a long one; three seconds by default.</param>
public sealed class PowerButton(IDigitalInput input, TimeProvider time, TimeSpan? longPress = null) : IDisposable
{
    /// <summary>How long a level must last.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40);

    private readonly TimeSpan _longPress = longPress ?? TimeSpan.FromSeconds(3);
    private readonly long _start = time.GetTimestamp();
    private Debounced _contact;
    private TimeSpan? _pressedAt;
    private bool _wasUp;

    /// <summary>Reads it once and says what that completed.</summary>
    /// <exception cref="DeviceException">It cannot be read.</exception>
    public ButtonPress Poll()
    {
        var now = time.GetElapsedTime(_start);
        _contact = _contact.Next(input.Read(), now, Settle, Settle);
        switch (_contact.IsOn)
        {
            case false:
                var wasPressed = _pressedAt is not null;
                (_wasUp, _pressedAt) = (true, null);
                return wasPressed ? ButtonPress.Tapped : ButtonPress.None;
            case true when _wasUp:
                (_wasUp, _pressedAt) = (false, _contact.Since);
                break;
        }

        if (_contact is { IsOn: true, Candidate: true } && _pressedAt is { } pressedAt && now - pressedAt >= _longPress)
        {
            _pressedAt = null;
            return ButtonPress.Held;
        }

        return ButtonPress.None;
    }

    /// <inheritdoc />
    public void Dispose() => input.Dispose();
}
