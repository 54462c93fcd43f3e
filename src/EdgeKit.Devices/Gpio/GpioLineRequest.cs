using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Gpio;

/// <summary><c>struct gpio_v2_line_request</c> of <c>linux/gpio.h</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct GpioLineRequest
{
    /// <summary>Its length.</summary>
    public const int Bytes = 592;

    /// <summary>The lines.</summary>
    [FieldOffset(0)]
    public fixed uint Offsets[64];

    /// <summary>Who asks.</summary>
    [FieldOffset(256)]
    public fixed byte Consumer[32];

    /// <summary>How they are wanted.</summary>
    [FieldOffset(288)]
    public GpioLineConfig Config;

    /// <summary>How many lines.</summary>
    [FieldOffset(560)]
    public uint Lines;

    /// <summary>Events that the kernel keeps: none here.</summary>
    [FieldOffset(564)]
    public uint EventBuffer;

    /// <summary>What the kernel answers: the file of the lines.</summary>
    [FieldOffset(588)]
    public int Descriptor;
}
