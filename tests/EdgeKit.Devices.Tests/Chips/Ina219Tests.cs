using CsCheck;
using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Chips;

public sealed class Ina219Tests : IDisposable
{
    private readonly Ina219Model _chip = new();

    public void Dispose()
    {
        _chip.Dispose();
    }

    [Theory]
    [InlineData(0.001, 0.002, 0x5000)]
    [InlineData(0.0001, 0.1, 4096)]
    [InlineData(0.00005, 0.1, 8192)]
    public void The_calibration_is_that_of_the_data_sheet(double amperesPerBit, double ohms, int expected) =>
        Assert.Equal(expected, Ina219.Calibration(amperesPerBit, ohms));

    [Fact]
    public void The_data_sheets_example_reads_10_amperes_at_11_98_volts()
    {
        using var sensor = Begun(0.002, 15);
        _chip[1] = 0x07D0;
        _chip[2] = 0x5D98 | 2;

        var measured = sensor.Read();

        Assert.Equal(10.0, measured.Of(Quantity.Amperes), 9);
        Assert.Equal(11.98, measured.Of(Quantity.Volts), 9);
    }

    [Fact]
    public void The_model_gives_the_registers_of_the_data_sheets_example()
    {
        using var model = new Ina219Model { BusVolts = 11.98, ShuntVolts = 0.02 };
        model.Write([0, 0x01, 0x9F]);
        model.Write([5, 0x50, 0x00]);
        model.Convert();

        Assert.Equal((ulong[])[0x07D0UL, 0x5D98 | 2, 0x1766, 0x2710, 0x5000], (ulong[])[model[1], model[2], model[3], model[4], model[5]]);
    }

    [Theory]
    [InlineData(0x7CFF, 3.1999)]
    [InlineData(0x0001, 0.0001)]
    [InlineData(0x0000, 0)]
    [InlineData(0xFFFF, -0.0001)]
    [InlineData(0xFB1E, -0.125)]
    [InlineData(0x8301, -3.1999)]
    public void A_shunt_voltage_has_a_sign(int register, double amperes)
    {
        using var sensor = Begun();
        _chip.Convert();
        _chip[1] = (ulong)register;

        Assert.Equal(amperes, sensor.ReadOne(Quantity.Amperes), 9);
    }

    [Theory]
    [InlineData(25.6)]
    [InlineData(12.0)]
    [InlineData(16.384)]
    [InlineData(31.996)]
    public void A_bus_voltage_has_none(double volts)
    {
        using var sensor = Begun();
        _chip.BusVolts = volts;
        _chip.Convert();

        Assert.Equal(volts, sensor.ReadOne(Quantity.Volts), 9);
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
    [InlineData(0.4)]
    [InlineData(-0.4)]
    [InlineData(0.32)]
    public void More_than_the_range_is_an_overflow(double shuntVolts)
    {
        using var sensor = Begun();
        _chip.ShuntVolts = shuntVolts;
        _chip.Convert();

        sensor.FailsToRead(DeviceFault.Overflow);
    }

    [Fact]
    public void The_chips_own_overflow_is_believed()
    {
        using var sensor = Begun();
        _chip[2] = 3;

        sensor.FailsToRead(DeviceFault.Overflow);
    }

    [Fact]
    public void A_brown_out_shows_and_beginning_again_mends_it()
    {
        using var sensor = Begun();
        _chip.PowerOn();
        _chip.Convert();
        sensor.FailsToRead(DeviceFault.WasReset);

        sensor.Begin();
        _chip.BusVolts = 5;
        _chip.Convert();

        Assert.Equal(5, sensor.ReadOne(Quantity.Volts), 9);
    }

    [Fact]
    public void A_chip_that_keeps_bit_0_of_the_calibration_is_another()
    {
        using var other = new Ina226Model();
        using var sensor = new Ina219(other, new ChipSettings { ShuntOhms = 0.01, MostAmperes = 8 });

        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Fact]
    public void A_shunt_that_exceeds_every_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ina219(_chip, new ChipSettings { ShuntOhms = 0.1, MostAmperes = 3.3 }));

    [Fact]
    public void What_stands_at_the_chip_comes_back_within_a_step() =>
        Gen.Select(Gen.Double[0, 26], Gen.Double[-0.0799, 0.0799]).Sample(static (volts, shunt) =>
        {
            using var chip = new Ina219Model { BusVolts = volts, ShuntVolts = shunt };
            using var sensor = new Ina219(chip, new ChipSettings { ShuntOhms = 0.01, MostAmperes = 8 });
            sensor.Begin();
            chip.Convert();
            var measured = sensor.Read();
            return Math.Abs(measured.Of(Quantity.Volts) - volts) <= 4e-3 && Math.Abs((measured.Of(Quantity.Amperes) * 0.01) - shunt) <= 10e-6;
        });

    private Ina219 Begun(double ohms = 0.1, double amperes = 3.2)
    {
        var sensor = new Ina219(_chip, new ChipSettings { ShuntOhms = ohms, MostAmperes = amperes });
        sensor.Begin();
        return sensor;
    }
}
