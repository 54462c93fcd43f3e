using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpiochip_info</c> of <c>linux/gpio.h</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct GpioChipInfo
{
    /// <summary>Its length.</summary>
    public const int Bytes = 68;

    /// <summary>The name under /dev: <c>gpiochip0</c>.</summary>
    [FieldOffset(0)]
    public fixed byte Name[32];

    /// <summary>What the driver calls it: <c>pinctrl-rp1</c>.</summary>
    [FieldOffset(32)]
    public fixed byte Label[32];

    /// <summary>How many lines it has.</summary>
    [FieldOffset(64)]
    public uint Lines;
}
