using EdgeKit.Devices.Gpio;
using EdgeKit.Devices.Tests.Linux;
using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Gpio;

public sealed unsafe class GpioChipTests : IDisposable
{
    private readonly TemporaryDirectory _devices = new();
    private readonly FakeGpioKernel _kernel = new();

    [Theory]
    [InlineData("pinctrl-rp1", "gpiochip10")]
    [InlineData("gpiochip0", "gpiochip0")]
    public void A_chip_is_found_by_label_or_name(string wanted, string name)
    {
        Chip("gpiochip0", "gpiochip0 pinctrl-brcm");
        Chip("gpiochip10", "gpiochip10 pinctrl-rp1");

        using var chip = Open(wanted);

        Assert.Equal((name, 54), (chip.Name, chip.Lines));
    }

    [Fact]
    public void A_link_to_the_same_chip_is_no_second_one()
    {
        Chip("gpiochip0", "gpiochip0 pinctrl-rp1");
        File.CreateSymbolicLink(_devices["gpiochip4"], "gpiochip0");

        using var chip = Open("pinctrl-rp1");

        Assert.Equal("gpiochip0", chip.Name);
    }

    [Fact]
    public void Two_chips_of_one_label_need_the_name()
    {
        Chip("gpiochip0", "gpiochip0 pca9555");
        Chip("gpiochip1", "gpiochip1 pca9555");

        Assert.Equal(DeviceFault.Nonsense, Faults.Of(() => Open("pca9555")).Fault);
    }

    [Fact]
    public void A_chip_that_is_not_there_is_absent()
    {
        Chip("gpiochip0", "gpiochip0 pinctrl-rp1");

        Assert.Equal(DeviceFault.Absent, Faults.Of(() => Open("pinctrl-bcm2711")).Fault);
        Assert.Equal(DeviceFault.Absent, Faults.Of(() => GpioChip.Open("pinctrl-rp1", _devices["no"])).Fault);
    }

    [Fact]
    public void A_file_that_is_no_chip_is_told_by_the_kernel_itself()
    {
        File.CreateSymbolicLink(_devices["gpiochip0"], "/dev/null");

        Assert.Equal(DeviceFault.WrongChip, Faults.Of(() => GpioChip.Open("pinctrl-rp1", _devices.Path)).Fault);
    }

    [Fact]
    public void A_refused_chip_says_why()
    {
        Chip("gpiochip0", "gpiochip0 pinctrl-rp1");
        _kernel.ChipError = 13;

        Assert.Equal(DeviceFault.Denied, Faults.Of(() => Open("pinctrl-rp1")).Fault);
    }

    [Theory]
    [InlineData(false, GpioBias.AsIs, 0x004)]
    [InlineData(true, GpioBias.PullUp, 0x106)]
    [InlineData(false, GpioBias.PullDown, 0x204)]
    [InlineData(false, GpioBias.Disabled, 0x404)]
    public void An_input_is_asked_for_as_it_is_wired(bool isActiveLow, GpioBias bias, int flags)
    {
        using var chip = AnyChip();
        using var input = chip.OpenInput(17, new GpioInputOptions { IsActiveLow = isActiveLow, Bias = bias });

        var requested = _kernel.Requested;
        Assert.Equal((17u, 1u, (GpioFlags)flags, 0u), (requested.Offsets[0], requested.Lines, requested.Config.Flags, requested.Config.Attributes));
        Assert.Equal("edgekit", GpioNames.Read(requested.Consumer));
    }

    [Fact]
    public void The_kernel_debounces_where_it_is_told()
    {
        using var chip = AnyChip();
        using var input = chip.OpenInput(4, new GpioInputOptions { Debounce = TimeSpan.FromMilliseconds(10) });

        var config = _kernel.Requested.Config;
        Assert.Equal((1u, 3u, 10_000u, 1ul), (config.Attributes, config.First.Attribute.Id, config.First.Attribute.DebounceMicroseconds, config.First.Mask));
    }

    [Theory]
    [InlineData(false, GpioDrive.PushPull, false, 0x008)]
    [InlineData(true, GpioDrive.PushPull, true, 0x00A)]
    [InlineData(false, GpioDrive.OpenDrain, true, 0x048)]
    [InlineData(false, GpioDrive.OpenSource, false, 0x088)]
    public void An_output_has_its_level_from_the_start(bool isActiveLow, GpioDrive drive, bool isOn, int flags)
    {
        using var chip = AnyChip();
        using var output = chip.OpenOutput(5, new GpioOutputOptions { IsActiveLow = isActiveLow, Drive = drive, IsOn = isOn });

        var config = _kernel.Requested.Config;
        Assert.Equal(
            ((GpioFlags)flags, 1u, 2u, isOn ? 1ul : 0, 1ul),
            (config.Flags, config.Attributes, config.First.Attribute.Id, config.First.Attribute.Values, config.First.Mask));
    }

    [Fact]
    public void A_line_is_read_and_written()
    {
        using var chip = AnyChip();
        using var output = chip.OpenOutput(5);
        using var input = chip.OpenInput(5);

        output.Write(true);
        Assert.True(input.Read());
        output.Write(false);
        Assert.False(input.Read());
    }

    [Theory]
    [InlineData("pps", "'pps'")]
    [InlineData("", "somebody else")]
    public void A_line_in_use_names_who_has_it(string holder, string said)
    {
        using var chip = AnyChip();
        (_kernel.RequestError, _kernel.Holder) = (16, holder);

        var exception = Faults.Of(() => chip.OpenInput(4));

        Assert.Equal(DeviceFault.KernelOwned, exception.Fault);
        Assert.Contains($"in use by {said}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(54)]
    public void A_line_that_the_chip_does_not_have_is_absent(int line)
    {
        using var chip = AnyChip();

        Assert.Equal(DeviceFault.Absent, Faults.Of(() => chip.OpenOutput(line)).Fault);
    }

    [Fact]
    public void A_line_that_fails_is_a_fault_of_its_kind()
    {
        using var chip = AnyChip();
        using var input = chip.OpenInput(1);
        using var output = chip.OpenOutput(2);
        _kernel.ValueError = 19;
        Assert.Equal(DeviceFault.Absent, Faults.Of(() => input.Read()).Fault);

        _kernel.ValueError = 5;
        Assert.Equal(DeviceFault.Io, Faults.Of(() => output.Write(true)).Fault);

        _kernel.RequestError = 1;
        Assert.Equal(DeviceFault.Denied, Faults.Of(() => chip.OpenInput(3)).Fault);
    }

    public void Dispose() => _devices.Dispose();

    private void Chip(string file, string text)
    {
        using var stream = File.CreateText(_devices[file]);
        stream.Write(text);
    }

    private GpioChip Open(string wanted) => GpioChip.Open(wanted, _devices.Path, _kernel);

    private GpioChip AnyChip()
    {
        Chip("gpiochip0", "gpiochip0 pinctrl-rp1");
        return Open("pinctrl-rp1");
    }
}
