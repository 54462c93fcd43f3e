namespace EdgeKit.Devices.Gpio;

/// <summary>What the board does with a line that nothing drives.</summary>
public enum GpioBias
{
    /// <summary>Whatever it did before.</summary>
    AsIs,

    /// <summary>Pulls it up, with some 50 kΩ on a Raspberry Pi.</summary>
    PullUp,

    /// <summary>Pulls it down.</summary>
    PullDown,

    /// <summary>Leaves it alone: the wiring has its own resistor.</summary>
    Disabled,
}
