using CsCheck;
using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Chips;

public sealed class Ina226Tests : IDisposable
{
    private readonly Ina226Model _chip = new();

    public void Dispose()
    {
        _chip.Dispose();
    }

    [Fact]
    public void The_data_sheets_example_reads_10_amperes_at_11_98_volts()
    {
        using var sensor = Begun();
        _chip[5] = 0x0A00;
        (_chip.BusVolts, _chip.ShuntVolts) = (11.98, 0.02);
        _chip.Convert();
        Assert.Equal((ulong[])[0x1F40UL, 0x2570, 0x12B8, 0x2710], (ulong[])[_chip[1], _chip[2], _chip[3], _chip[4]]);

        var measured = sensor.Read();

        Assert.Equal(0x0A00, Ina226.Calibration(0.001, 0.002));
        Assert.Equal(10.0, measured.Of(Quantity.Amperes), 9);
        Assert.Equal(11.98, measured.Of(Quantity.Volts), 9);
    }

    [Theory]
    [InlineData(0x8300, -0.08)]
    [InlineData(0xFFFF, -2.5e-6)]
    [InlineData(0x7FFE, 0.081915)]
    public void A_shunt_voltage_has_a_sign(int register, double shuntVolts)
    {
        using var sensor = Begun();
        _chip.Convert();
        _chip[1] = (ulong)register;

        Assert.Equal(shuntVolts / 0.002, sensor.ReadOne(Quantity.Amperes), 9);
    }

    [Fact]
    public void A_conversion_is_read_once()
    {
        using var sensor = Begun();
        sensor.FailsToRead(DeviceFault.NotReady);
        _chip.Convert();
        sensor.Read();
        sensor.FailsToRead(DeviceFault.NotReady);
    }

    [Theory]
    [InlineData(0.09)]
    [InlineData(-0.09)]
    public void More_than_the_range_is_an_overflow(double shuntVolts)
    {
        using var sensor = Begun();
        _chip.ShuntVolts = shuntVolts;
        _chip.Convert();
        sensor.FailsToRead(DeviceFault.Overflow);
    }

    [Fact]
    public void A_brown_out_shows_and_beginning_again_brings_the_alert_back()
    {
        using var sensor = Begun();
        sensor.AlertBelowVolts(11);
        _chip.PowerOn();
        _chip.Convert();
        sensor.FailsToRead(DeviceFault.WasReset);

        sensor.Begin();

        Assert.Equal((ulong[])[0x1001UL, 8800], (ulong[])[_chip[6], _chip[7]]);
        _chip.BusVolts = 10.9;
        _chip.Convert();
        Assert.NotEqual(0UL, _chip[6] & 0x10);
    }

    [Fact]
    public void An_alert_for_current_is_one_for_the_shunt()
    {
        using var sensor = Begun();
        sensor.AlertAboveAmperes(10);
        Assert.Equal((ulong[])[0x8001UL, 8000], (ulong[])[_chip[6], _chip[7]]);
    }

    [Theory]
    [InlineData(0xFE, 0x5448)]
    [InlineData(0xFF, 0x2270)]
    public void Another_chip_is_noticed(byte register, int value)
    {
        _chip[register] = (ulong)value;
        using var sensor = new Ina226(_chip, new ChipSettings { ShuntOhms = 0.002, MostAmperes = 32 });
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Fact]
    public void What_stands_at_the_chip_comes_back_within_a_step() =>
        Gen.Select(Gen.Double[0, 36], Gen.Double[-0.0639, 0.0639]).Sample(static (volts, shunt) =>
        {
            using var chip = new Ina226Model { BusVolts = volts, ShuntVolts = shunt };
            using var sensor = new Ina226(chip, new ChipSettings { ShuntOhms = 0.002, MostAmperes = 40 });
            sensor.Begin();
            chip.Convert();
            var measured = sensor.Read();
            return Math.Abs(measured.Of(Quantity.Volts) - volts) <= 1.25e-3 && Math.Abs((measured.Of(Quantity.Amperes) * 0.002) - shunt) <= 2.5e-6;
        });

    private Ina226 Begun()
    {
        var sensor = new Ina226(_chip, new ChipSettings { ShuntOhms = 0.002, MostAmperes = 40 });
        sensor.Begin();
        return sensor;
    }
}
