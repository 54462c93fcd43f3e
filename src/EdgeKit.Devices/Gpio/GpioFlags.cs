namespace EdgeKit.Devices.Gpio;

/// <summary><c>enum gpio_v2_line_flag</c> of <c>linux/gpio.h</c>.</summary>
[Flags]
internal enum GpioFlags : ulong
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Somebody holds the line.</summary>
    Used = 1 << 0,

    /// <summary>Low voltage is 1.</summary>
    ActiveLow = 1 << 1,

    /// <summary>An input.</summary>
    Input = 1 << 2,

    /// <summary>An output.</summary>
    Output = 1 << 3,

    /// <summary>Drives only low.</summary>
    OpenDrain = 1 << 6,

    /// <summary>Drives only high.</summary>
    OpenSource = 1 << 7,

    /// <summary>Pulled up.</summary>
    BiasPullUp = 1 << 8,

    /// <summary>Pulled down.</summary>
    BiasPullDown = 1 << 9,

    /// <summary>Neither.</summary>
    BiasDisabled = 1 << 10,
}
