using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpio_v2_line_values</c> of <c>linux/gpio.h</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct GpioLineValues
{
    /// <summary>Its length.</summary>
    public const int Bytes = 16;

    /// <summary>The levels, a bit each.</summary>
    [FieldOffset(0)]
    public ulong Bits;

    /// <summary>Which of them are meant.</summary>
    [FieldOffset(8)]
    public ulong Mask;
}
