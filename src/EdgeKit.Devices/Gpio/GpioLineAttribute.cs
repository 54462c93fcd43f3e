using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpio_v2_line_attribute</c> of <c>linux/gpio.h</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct GpioLineAttribute
{
    /// <summary>Its length.</summary>
    public const int Bytes = 16;

    /// <summary>GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES.</summary>
    public const uint OutputValues = 2;

    /// <summary>GPIO_V2_LINE_ATTR_ID_DEBOUNCE.</summary>
    public const uint Debounce = 3;

    /// <summary>Which one it is.</summary>
    [FieldOffset(0)]
    public uint Id;

    /// <summary>The levels, where <see cref="Id"/> is <see cref="OutputValues"/>.</summary>
    [FieldOffset(8)]
    public ulong Values;

    /// <summary>The time, where <see cref="Id"/> is <see cref="Debounce"/>.</summary>
    [FieldOffset(8)]
    public uint DebounceMicroseconds;
}
