namespace EdgeKit.Devices.Gpio;

/// <summary>What somebody did with a button.</summary>
public enum ButtonPress
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>Pressed and let go.</summary>
    Tapped,

    /// <summary>Held. Said once, while it is still held.</summary>
    Held,
}
