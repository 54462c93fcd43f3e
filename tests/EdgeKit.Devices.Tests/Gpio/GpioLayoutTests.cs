using System.Runtime.CompilerServices;
using EdgeKit.Devices.Gpio;

namespace EdgeKit.Devices.Tests.Gpio;

/// <summary>Figures as a C compiler gives them for <c>linux/gpio.h</c>, the same on x86-64 and arm64.</summary>
public sealed unsafe class GpioLayoutTests
{
    [Fact]
    public void Every_structure_has_the_kernels_size()
    {
        Assert.Equal(68, Unsafe.SizeOf<GpioChipInfo>());
        Assert.Equal(256, Unsafe.SizeOf<GpioLineInfo>());
        Assert.Equal(16, Unsafe.SizeOf<GpioLineAttribute>());
        Assert.Equal(24, Unsafe.SizeOf<GpioLineConfigAttribute>());
        Assert.Equal(272, Unsafe.SizeOf<GpioLineConfig>());
        Assert.Equal(592, Unsafe.SizeOf<GpioLineRequest>());
        Assert.Equal(16, Unsafe.SizeOf<GpioLineValues>());
    }

    [Fact]
    public void Every_field_of_a_request_is_where_the_kernel_looks()
    {
        GpioLineRequest request;
        var start = (byte*)&request;

        Assert.Equal(0, (byte*)request.Offsets - start);
        Assert.Equal(256, request.Consumer - start);
        Assert.Equal(288, (byte*)&request.Config - start);
        Assert.Equal(288 + 8, (byte*)&request.Config.Attributes - start);
        Assert.Equal(288 + 32, (byte*)&request.Config.First - start);
        Assert.Equal(288 + 32 + 8, (byte*)&request.Config.First.Attribute.Values - start);
        Assert.Equal(288 + 32 + 8, (byte*)&request.Config.First.Attribute.DebounceMicroseconds - start);
        Assert.Equal(288 + 32 + 16, (byte*)&request.Config.First.Mask - start);
        Assert.Equal(560, (byte*)&request.Lines - start);
        Assert.Equal(564, (byte*)&request.EventBuffer - start);
        Assert.Equal(588, (byte*)&request.Descriptor - start);
    }

    [Fact]
    public void Every_field_of_what_the_kernel_tells_is_where_it_stands()
    {
        GpioChipInfo chip;
        GpioLineInfo line;

        Assert.Equal(32, chip.Label - (byte*)&chip);
        Assert.Equal(64, (byte*)&chip.Lines - (byte*)&chip);
        Assert.Equal(32, line.Consumer - (byte*)&line);
        Assert.Equal(64, (byte*)&line.Offset - (byte*)&line);
        Assert.Equal(72, (byte*)&line.Flags - (byte*)&line);
    }

    [Fact]
    public void Every_call_has_the_kernels_number()
    {
        Assert.Equal(0x8044B401, GpioKernel.ChipInfoRequest);
        Assert.Equal(0xC100B405, GpioKernel.LineInfoRequest);
        Assert.Equal(0xC250B407, GpioKernel.LineRequest);
        Assert.Equal(0xC010B40E, GpioKernel.GetValuesRequest);
        Assert.Equal(0xC010B40F, GpioKernel.SetValuesRequest);
    }
}
