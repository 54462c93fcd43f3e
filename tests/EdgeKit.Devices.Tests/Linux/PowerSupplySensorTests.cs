using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Tests.Linux;

public sealed class PowerSupplySensorTests : IDisposable
{
    private const string Folder = "class/power_supply/pack";

    private readonly SysfsFolder _sys = new();
    private readonly PowerSupplySensor _sensor;

    public PowerSupplySensorTests() => _sensor = new PowerSupplySensor("pack", root: _sys.Root);

    [Theory]
    [InlineData("voltage_now", "12845000", Quantity.Volts, 12.845, "")]
    [InlineData("current_now", "-1500000", Quantity.Amperes, -1.5, "")]
    [InlineData("power_now", "19267500", Quantity.Watts, 19.2675, "")]
    [InlineData("capacity", "87", Quantity.ChargePercent, 87, "")]
    [InlineData("charge_now", "3250000", Quantity.AmpereHours, 3.25, "")]
    [InlineData("energy_now", "41600000", Quantity.WattHours, 41.6, "")]
    [InlineData("temp", "-35", Quantity.Celsius, -3.5, "")]
    [InlineData("online", "1", Quantity.IsOn, 1, "online")]
    [InlineData("status", "Charging", Quantity.IsOn, 1, "charging")]
    [InlineData("status", "Discharging", Quantity.IsOn, 0, "charging")]
    [InlineData("status", "Not charging", Quantity.IsOn, 0, "charging")]
    [InlineData("status", "Full", Quantity.IsOn, 0, "charging")]
    public void A_value_comes_in_its_unit(string file, string text, Quantity quantity, double value, string channel)
    {
        _sys.With(Folder, (file, text));
        _sensor.Begin();

        Assert.Equal([new Measurement(quantity, value, channel)], _sensor.Read());
    }

    [Theory]
    [InlineData("capacity", "101", DeviceFault.Nonsense)]
    [InlineData("capacity", "-1", DeviceFault.Nonsense)]
    [InlineData("online", "7", DeviceFault.Nonsense)]
    [InlineData("voltage_now", "", DeviceFault.NotReady)]
    [InlineData("voltage_now", "12 V", DeviceFault.Nonsense)]
    [InlineData("status", "Resting", DeviceFault.Nonsense)]
    [InlineData("status", "Unknown", DeviceFault.NotReady)]
    [InlineData("status", "", DeviceFault.NotReady)]
    public void What_cannot_be_is_a_fault(string file, string text, DeviceFault fault)
    {
        _sys.With(Folder, (file, text));
        _sensor.Begin();

        Assert.Equal(fault, Faults.OfRead(_sensor).Fault);
    }

    [Theory]
    [InlineData("Discharging", "1500000", -1.5)]
    [InlineData("Discharging", "-1500000", -1.5)]
    [InlineData("Charging", "1500000", 1.5)]
    [InlineData("Full", "0", 0)]
    [InlineData("Unknown", "0", 0)]
    public void A_current_without_a_sign_gets_it_from_the_status(string status, string current, double amperes)
    {
        _sys.With(Folder, ("status", status), ("current_now", current));
        using var sensor = new PowerSupplySensor("pack", currentHasSign: false, _sys.Root);
        sensor.Begin();

        Assert.Equal(amperes, sensor.Read().Single(static one => one.Quantity == Quantity.Amperes).Value);
    }

    [Fact]
    public void A_current_of_unknown_direction_is_left_out()
    {
        _sys.With(Folder, ("status", "Unknown"), ("current_now", "1500000"), ("voltage_now", "4000000"));
        using var sensor = new PowerSupplySensor("pack", currentHasSign: false, _sys.Root);
        sensor.Begin();

        Assert.Equal([new Measurement(Quantity.Volts, 4)], sensor.Read());
    }

    [Fact]
    public void Without_a_status_nothing_could_give_a_sign()
    {
        _sys.With(Folder, ("current_now", "1500000"));
        using var sensor = new PowerSupplySensor("pack", currentHasSign: false, _sys.Root);

        Assert.Equal(DeviceFault.WrongChip, Faults.OfBegin(sensor).Fault);
    }

    [Fact]
    public void A_battery_that_was_taken_out_is_absent_until_it_is_back()
    {
        _sys.With(Folder, ("present", "1"), ("voltage_now", "4000000"));
        _sensor.Begin();
        _sys.With(Folder, ("present", "0"));

        Assert.Equal(DeviceFault.Absent, Faults.OfRead(_sensor).Fault);

        _sys.With(Folder, ("present", "1"));
        Assert.Equal(4, Assert.Single(_sensor.Read()).Value);
    }

    [Fact]
    public void A_supply_that_is_not_there_or_vanishes_is_absent()
    {
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(_sensor).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);

        var folder = _sys.With(Folder, ("voltage_now", "4000000"));
        _sensor.Begin();
        Directory.Delete(folder, recursive: true);
        Assert.Equal(DeviceFault.Absent, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void A_supply_that_fails_fails_the_reading()
    {
        _sys.With(Folder, ("voltage_now", "1"), ("temp", "250"));
        _sensor.Begin();
        _sys.Broken($"{Folder}/voltage_now");

        Assert.Equal(DeviceFault.Io, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void A_supply_without_anything_to_measure_is_another_chip()
    {
        _sys.With(Folder, ("type", "USB"));

        Assert.Equal(DeviceFault.WrongChip, Faults.OfBegin(_sensor).Fault);
    }

    public void Dispose()
    {
        _sensor.Dispose();
        _sys.Dispose();
    }
}
