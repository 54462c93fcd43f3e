using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpio_v2_line_info</c> of <c>linux/gpio.h</c>, without its attributes.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct GpioLineInfo
{
    /// <summary>Its length.</summary>
    public const int Bytes = 256;

    /// <summary>What the board calls the line.</summary>
    [FieldOffset(0)]
    public fixed byte Name[32];

    /// <summary>Who holds it.</summary>
    [FieldOffset(32)]
    public fixed byte Consumer[32];

    /// <summary>Which line.</summary>
    [FieldOffset(64)]
    public uint Offset;

    /// <summary>How it is set up.</summary>
    [FieldOffset(72)]
    public GpioFlags Flags;
}
