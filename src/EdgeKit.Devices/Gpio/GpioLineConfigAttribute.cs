using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpio_v2_line_config_attribute</c> of <c>linux/gpio.h</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct GpioLineConfigAttribute
{
    /// <summary>Its length.</summary>
    public const int Bytes = 24;

    /// <summary>What.</summary>
    [FieldOffset(0)]
    public GpioLineAttribute Attribute;

    /// <summary>For which of the requested lines.</summary>
    [FieldOffset(16)]
    public ulong Mask;
}
