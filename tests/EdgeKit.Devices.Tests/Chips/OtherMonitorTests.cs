using CsCheck;
using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Chips;

/// <summary>INA260, INA3221, INA228.</summary>
public sealed class OtherMonitorTests
{
    private static readonly ChipSettings Sheet228 = new() { ShuntOhms = 0.0162, MostAmperes = 10 };

    [Theory]
    [InlineData(10, 12, 8000, 9600)]
    [InlineData(-10, 12, -8000, 9600)]
    [InlineData(0.00125, 0.00125, 1, 1)]
    public void An_INA260_counts_in_1_25_milliamperes_and_millivolts(double amperes, double volts, short current, int bus)
    {
        using var chip = new Ina260Model { Amperes = amperes, BusVolts = volts };
        using var sensor = new Ina260(chip);
        sensor.Begin();
        sensor.FailsToRead(DeviceFault.NotReady);
        chip.Convert();
        Assert.Equal((ulong[])[(ushort)current, (ulong)bus], (ulong[])[chip[1], chip[2]]);

        var measured = sensor.Read();

        Assert.Equal(amperes, measured.Of(Quantity.Amperes), 9);
        Assert.Equal(volts, measured.Of(Quantity.Volts), 9);
        sensor.FailsToRead(DeviceFault.NotReady);
        chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
    }

    [Fact]
    public void An_INA260_overflows_and_is_not_an_INA226()
    {
        using var chip = new Ina260Model { Amperes = 41 };
        using var sensor = new Ina260(chip);
        sensor.Begin();
        chip.Convert();
        sensor.FailsToRead(DeviceFault.Overflow);
        chip[0xFF] = 0x2260;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Fact]
    public void An_INA3221_reads_minus_80_millivolts_as_the_data_sheet_has_it()
    {
        using var chip = new Ina3221Model();
        using var sensor = new Ina3221(chip, new ChipSettings { ChannelShuntOhms = [0.1, 0, 0.01] });
        sensor.Begin();
        (chip.ShuntVolts[0], chip.BusVolts[0], chip.ShuntVolts[2], chip.BusVolts[2]) = (-0.08, 12, 0.05, 5);
        chip.Convert();
        Assert.Equal(0xC180UL, chip[1]);

        var measured = sensor.Read();

        Assert.Equal(4, measured.Count);
        Assert.Equal(-0.8, measured.Of(Quantity.Amperes, "1"), 9);
        Assert.Equal(12, measured.Of(Quantity.Volts, "1"), 9);
        Assert.Equal(5, measured.Of(Quantity.Amperes, "3"), 9);
        Assert.Equal(5, measured.Of(Quantity.Volts, "3"), 9);
        sensor.FailsToRead(DeviceFault.NotReady);
    }

    [Fact]
    public void A_short_circuit_on_one_channel_leaves_the_others()
    {
        using var chip = new Ina3221Model();
        using var sensor = new Ina3221(chip, new ChipSettings());
        sensor.Begin();
        chip.ShuntVolts[1] = 1;
        chip.Convert();
        Assert.Equal(["1", "1", "3", "3"], sensor.Read().Select(static measurement => measurement.Channel));

        (chip.ShuntVolts[0], chip.ShuntVolts[1], chip.ShuntVolts[2]) = (-1, -1, -1);
        chip.Convert();
        sensor.FailsToRead(DeviceFault.Overflow);
        chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        chip[0xFF] = 0;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Fact]
    public void An_INA228_gives_the_figures_of_the_data_sheets_design_example()
    {
        using var chip = new Ina228Model { ShuntVolts = 0.0972, BusVolts = 48 };
        using var sensor = new Ina228(chip, Sheet228);
        sensor.Begin();
        Assert.Equal(4050UL, chip[2]);
        chip.Convert(3600);
        Assert.Equal((ulong[])[311040UL << 4, 245760UL << 4, 314572UL << 4], (ulong[])[chip[4], chip[5], chip[7]]);

        var measured = sensor.Read();

        Assert.Equal(6.0, measured.Of(Quantity.Amperes), 9);
        Assert.Equal(48.0, measured.Of(Quantity.Volts), 9);
        Assert.Equal(25.0, measured.Of(Quantity.Celsius), 9);
        Assert.Equal(6.0, measured.Of(Quantity.AmpereHours), 5);
        Assert.Equal(288.0, measured.Of(Quantity.WattHours), 3);
    }

    [Fact]
    public void An_INA228_counts_on_through_a_restart_of_the_daemon_and_from_0_after_a_brown_out()
    {
        using var chip = new Ina228Model { ShuntVolts = -0.0972, BusVolts = 48 };
        using var first = new Ina228(chip, Sheet228);
        first.Begin();
        chip.Convert(3600);
        using var second = new Ina228(chip, Sheet228);
        second.Begin();
        chip.Convert(3600);
        Assert.Equal(-12.0, second.ReadOne(Quantity.AmpereHours), 4);

        chip.PowerOn();
        chip.Convert(60);
        second.FailsToRead(DeviceFault.WasReset);
        second.Begin();
        chip.Convert();
        Assert.Equal(0, second.ReadOne(Quantity.AmpereHours), 9);
    }

    [Theory]
    [InlineData(0x0803, Quantity.WattHours)]
    [InlineData(0x0403, Quantity.AmpereHours)]
    public void A_counter_of_an_INA228_that_ran_over_is_left_out_once(int flags, Quantity lost)
    {
        using var chip = new Ina228Model();
        using var sensor = new Ina228(chip, Sheet228);
        sensor.Begin();
        chip[11] = (ulong)flags;
        Assert.DoesNotContain(sensor.Read(), measurement => measurement.Quantity == lost);
        chip.Convert();
        Assert.Contains(sensor.Read(), measurement => measurement.Quantity == lost);
    }

    [Theory]
    [InlineData(0x0001, DeviceFault.NotReady)]
    [InlineData(0x0002, DeviceFault.Nonsense)]
    [InlineData(0x0203, DeviceFault.Overflow)]
    public void The_flags_of_an_INA228_are_believed(int flags, DeviceFault fault)
    {
        using var chip = new Ina228Model();
        using var sensor = new Ina228(chip, Sheet228);
        sensor.Begin();
        chip[11] = (ulong)flags;
        sensor.FailsToRead(fault);
        chip[0x3F] = 0x2380;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Fact]
    public void What_stands_at_an_INA228_comes_back_within_a_step_in_either_range() =>
        Gen.Select(Gen.Double[0, 85], Gen.Double[-0.99, 0.99], Gen.Bool).Sample(static (volts, share, isNarrow) =>
        {
            var most = isNarrow ? 0.04 : 0.16;
            using var chip = new Ina228Model { BusVolts = volts, ShuntVolts = share * most };
            using var sensor = new Ina228(chip, new ChipSettings { ShuntOhms = 0.001, MostAmperes = most / 0.001 });
            sensor.Begin();
            chip.Convert();
            var measured = sensor.Read();
            return Math.Abs(measured.Of(Quantity.Volts) - volts) <= 195.3125e-6
                && Math.Abs((measured.Of(Quantity.Amperes) * 0.001) - (share * most)) <= (isNarrow ? 78.125e-9 : 312.5e-9);
        });
}
