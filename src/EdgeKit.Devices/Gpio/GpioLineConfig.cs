using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpio_v2_line_config</c> of <c>linux/gpio.h</c>, with the first of its ten attributes: more are not used.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct GpioLineConfig
{
    /// <summary>Its length.</summary>
    public const int Bytes = 272;

    /// <summary>For all lines.</summary>
    [FieldOffset(0)]
    public GpioFlags Flags;

    /// <summary>How many attributes follow.</summary>
    [FieldOffset(8)]
    public uint Attributes;

    /// <summary>The first attribute.</summary>
    [FieldOffset(32)]
    public GpioLineConfigAttribute First;
}
