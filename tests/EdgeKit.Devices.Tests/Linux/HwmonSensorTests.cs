using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Tests.Linux;

public sealed class HwmonSensorTests : IDisposable
{
    private readonly SysfsFolder _sys = new();

    [Theory]
    [InlineData("in1_input", "12845", Quantity.Volts, 12.845)]
    [InlineData("curr1_input", "-3250", Quantity.Amperes, -3.25)]
    [InlineData("power1_input", "41750000", Quantity.Watts, 41.75)]
    [InlineData("temp1_input", "-12500", Quantity.Celsius, -12.5)]
    [InlineData("fan1_input", "2310", Quantity.RevolutionsPerMinute, 2310)]
    [InlineData("humidity1_input", "61234", Quantity.HumidityPercent, 61.234)]
    [InlineData("in0_input", "0", Quantity.Volts, 0)]
    public void A_value_comes_in_its_unit(string file, string text, Quantity quantity, double value)
    {
        _sys.With("class/hwmon/hwmon0", ("name", "chip"), (file, text));

        Assert.Equal([new Measurement(quantity, value)], Begun("chip").Read());
    }

    [Fact]
    public void Several_of_a_quantity_go_by_label_or_else_by_file()
    {
        _sys.With(
            "class/hwmon/hwmon3", ("name", "ina3221"), ("in1_input", "12000"), ("in1_label", "till"), ("in2_input", "11000"), ("in10_input", "10000"), ("in10_label", "lights"));

        Assert.Equal(
            [new(Quantity.Volts, 12, "till"), new(Quantity.Volts, 11, "in2"), new(Quantity.Volts, 10, "lights")], Begun("ina3221").Read());
    }

    [Fact]
    public void Two_channels_of_one_label_go_by_file()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "x"), ("in1_input", "1"), ("in1_label", "bus"), ("in2_input", "2"), ("in2_label", "bus"));

        Assert.Equal(["in1", "in2"], Begun("x").Read().Select(static one => one.Channel));
    }

    [Fact]
    public void A_label_chooses_its_channels_and_the_device_that_has_them()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "ina"), ("in1_input", "1000"), ("in1_label", "solar"));
        _sys.With("class/hwmon/hwmon1", ("name", "ina"), ("in1_input", "2000"), ("in1_label", "pack"), ("in2_input", "3000"), ("in2_label", "load"));

        Assert.Equal([new Measurement(Quantity.Volts, 2, "pack")], Begun("ina", label: "pack").Read());
    }

    [Fact]
    public void Two_of_a_name_need_the_device()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "ina226"), ("in1_input", "1000"));
        _sys.With("class/hwmon/hwmon1", ("name", "ina226"), ("in1_input", "2000"));
        _sys.Device("class/hwmon/hwmon0", "1-0040");
        _sys.Device("class/hwmon/hwmon1", "1-0041");

        Assert.Equal(2, Assert.Single(Begun("ina226", device: "1-0041").Read()).Value);
        using var unclear = Sensor("ina226");
        var exception = Faults.OfBegin(unclear);
        Assert.Equal(DeviceFault.Nonsense, exception.Fault);
        Assert.Contains("1-0040, 1-0041", exception.Message, StringComparison.Ordinal);
        using var absent = Sensor("ina226", device: "1-0042");
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(absent).Fault);
    }

    [Fact]
    public void After_its_number_has_changed_it_is_found_again()
    {
        var old = _sys.With("class/hwmon/hwmon0", ("name", "chip"), ("temp1_input", "20000"));
        using var sensor = Begun("chip");
        Directory.Delete(old, recursive: true);
        _sys.With("class/hwmon/hwmon0", ("name", "other"), ("temp1_input", "99000"));
        _sys.With("class/hwmon/hwmon7", ("name", "chip"), ("temp1_input", "21000"));

        sensor.Begin();

        Assert.Equal(21, Assert.Single(sensor.Read()).Value);
    }

    [Fact]
    public void A_device_that_vanishes_is_absent()
    {
        var folder = _sys.With("class/hwmon/hwmon0", ("name", "chip"), ("temp1_input", "20000"));
        using var sensor = Begun("chip");
        Directory.Delete(folder, recursive: true);

        Assert.Equal(DeviceFault.Absent, Faults.OfRead(sensor).Fault);
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(sensor).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
    }

    [Fact]
    public void One_value_that_fails_fails_the_reading()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "chip"), ("temp1_input", "20000"), ("in1_input", "1"));
        using var sensor = Begun("chip");
        _sys.Broken("class/hwmon/hwmon0/temp1_input");

        Assert.Equal(DeviceFault.Io, Faults.OfRead(sensor).Fault);
    }

    [Fact]
    public void A_value_that_is_not_there_yet_takes_nothing_from_the_others()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "chip"), ("temp1_input", ""), ("in1_input", "5000"));
        using var sensor = Begun("chip");

        Assert.Equal([new Measurement(Quantity.Volts, 5)], sensor.Read());

        _sys.With("class/hwmon/hwmon0", ("in1_input", ""));
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(sensor).Fault);
    }

    [Theory]
    [InlineData("temp1_input", "-300000")]
    [InlineData("temp1_input", "1000000")]
    [InlineData("humidity1_input", "100001")]
    [InlineData("humidity1_input", "-1")]
    [InlineData("fan1_input", "-1")]
    [InlineData("in1_input", "hot")]
    [InlineData("curr1_input", "9223372036854775807")]
    public void What_cannot_be_is_nonsense(string file, string text)
    {
        _sys.With("class/hwmon/hwmon0", ("name", "chip"), (file, text));
        using var sensor = Begun("chip");

        Assert.Equal(DeviceFault.Nonsense, Faults.OfRead(sensor).Fault);
    }

    [Fact]
    public void A_value_whose_input_the_chip_calls_broken_is_left_out()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "chip"), ("temp1_input", "127000"), ("temp1_fault", "1"), ("temp2_input", "20000"), ("temp2_fault", "0"));

        Assert.Equal([new Measurement(Quantity.Celsius, 20, "temp2")], Begun("chip").Read());
    }

    [Fact]
    public void A_device_without_anything_to_measure_is_another_chip()
    {
        _sys.With("class/hwmon/hwmon0", ("name", "chip"), ("pwm1", "255"), ("in_input", "1"), ("inx_input", "1"), ("in1_max", "1"));
        using var sensor = Sensor("chip");

        Assert.Equal(DeviceFault.WrongChip, Faults.OfBegin(sensor).Fault);
    }

    [Fact]
    public void Without_any_hwmon_or_name_it_is_absent()
    {
        using var sensor = Sensor("chip");
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(sensor).Fault);

        _sys.With("class/hwmon/hwmon0", ("in1_input", "1"));
        _sys.With("class/hwmon/hwmon1", ("name", ""));
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(sensor).Fault);
    }

    [Fact]
    public void It_says_what_it_is()
    {
        using var sensor = Sensor("ina226", "pack", "1-0040");

        Assert.Equal("hwmon ina226 'pack' on 1-0040", sensor.Description);
    }

    public void Dispose() => _sys.Dispose();

    private HwmonSensor Sensor(string name, string? label = null, string? device = null) => new(name, label, device, _sys.Root);

    private HwmonSensor Begun(string name, string? label = null, string? device = null)
    {
        var sensor = Sensor(name, label, device);
        sensor.Begin();
        return sensor;
    }
}
