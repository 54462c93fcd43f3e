using CsCheck;
using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Chips;

/// <summary>TMP102, TMP117, LM75, MCP9808.</summary>
public sealed class ThermometerTests
{
    [Theory]
    [InlineData(0x7FF0, 127.9375)]
    [InlineData(0x6400, 100)]
    [InlineData(0x5000, 80)]
    [InlineData(0x4B00, 75)]
    [InlineData(0x3200, 50)]
    [InlineData(0x1900, 25)]
    [InlineData(0x0040, 0.25)]
    [InlineData(0x0000, 0)]
    [InlineData(0xFFC0, -0.25)]
    [InlineData(0xE700, -25)]
    [InlineData(0xC900, -55)]
    public void A_TMP102_reads_its_table_of_12_bits(int register, double celsius)
    {
        using var chip = ThermometerModel.Tmp102();
        using var sensor = new Tmp102(chip);
        sensor.Begin();
        chip[0] = (ulong)register;
        Assert.Equal(celsius, sensor.ReadOne(Quantity.Celsius));
    }

    [Fact]
    public void A_TMP102_keeps_its_limits_and_shows_a_reset()
    {
        using var chip = ThermometerModel.Tmp102();
        using var sensor = new Tmp102(chip);
        sensor.Begin();
        sensor.SetThermostat(-25, 50.03);
        Assert.Equal((ulong[])[0xE700UL, 0x3200], (ulong[])[chip[2], chip[3]]);

        chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        sensor.Begin();

        Assert.Equal((ulong[])[0xE700UL, 0x3200], (ulong[])[chip[2], chip[3]]);
        chip[0] = 0x0001;
        sensor.FailsToRead(DeviceFault.Nonsense);
        chip[1] = 0x0000;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Theory]
    [InlineData(0x8001, -255.9921875)]
    [InlineData(0xF380, -25)]
    [InlineData(0xFFF0, -0.125)]
    [InlineData(0xFFFF, -0.0078125)]
    [InlineData(0x0000, 0)]
    [InlineData(0x0001, 0.0078125)]
    [InlineData(0x0010, 0.125)]
    [InlineData(0x0080, 1)]
    [InlineData(0x0C80, 25)]
    [InlineData(0x3200, 100)]
    [InlineData(0x7FFF, 255.9921875)]
    public void A_TMP117_reads_its_table_of_16_bits(int register, double celsius)
    {
        using var chip = new Tmp117Model();
        using var sensor = new Tmp117(chip);
        sensor.Begin();
        chip.Convert(register);
        Assert.Equal(celsius, sensor.ReadOne(Quantity.Celsius));
        sensor.FailsToRead(DeviceFault.NotReady);
    }

    [Fact]
    public void A_TMP117_has_nothing_at_minus_256_and_keeps_its_limits()
    {
        using var chip = new Tmp117Model();
        using var sensor = new Tmp117(chip);
        sensor.SetAlertLimits(-25, 100);
        sensor.Begin();
        Assert.Equal((ulong[])[0x3200UL, 0xF380], (ulong[])[chip[2], chip[3]]);
        chip.Convert(0x8000);
        sensor.FailsToRead(DeviceFault.NotReady);
        chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        chip[0x0F] = 0x1116;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Theory]
    [InlineData(Lm75.PlainBits, 0x7D00, 125)]
    [InlineData(Lm75.PlainBits, 0x1900, 25)]
    [InlineData(Lm75.PlainBits, 0x00FF, 0.5)]
    [InlineData(Lm75.PlainBits, 0x0000, 0)]
    [InlineData(Lm75.PlainBits, 0xFF80, -0.5)]
    [InlineData(Lm75.PlainBits, 0xE700, -25)]
    [InlineData(Lm75.PlainBits, 0xC900, -55)]
    [InlineData(Lm75.FineBits, 0x7EE0, 126.875)]
    [InlineData(Lm75.FineBits, 0x003F, 0.125)]
    [InlineData(Lm75.FineBits, 0xFFE0, -0.125)]
    [InlineData(Lm75.FineBits, 0xC920, -54.875)]
    public void An_LM75_reads_its_table_and_ignores_what_stands_below(int bits, int register, double celsius)
    {
        using var chip = ThermometerModel.Lm75();
        using var sensor = new Lm75(chip, bits);
        sensor.Begin();
        chip[0] = (ulong)register;
        Assert.Equal(celsius, sensor.ReadOne(Quantity.Celsius));
    }

    [Fact]
    public void An_LM75_keeps_its_limits_and_shows_a_reset()
    {
        using var chip = ThermometerModel.Lm75();
        using var sensor = new Lm75(chip, Lm75.PlainBits);
        sensor.Begin();
        sensor.SetThermostat(-25, 60.5);
        chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        sensor.Begin();
        Assert.Equal((ulong[])[0xE700UL, 0x3C80], (ulong[])[chip[2], chip[3]]);
        chip[0] = 0x8000;
        sensor.FailsToRead(DeviceFault.Nonsense);
    }

    [Fact]
    public void A_TMP102_is_not_taken_for_an_LM75()
    {
        using var chip = ThermometerModel.Tmp102();
        using var sensor = new Lm75(chip, Lm75.PlainBits);
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Theory]
    [InlineData(0xC190, 25)]
    [InlineData(0x0194, 25.25)]
    [InlineData(0x1FF0, -1)]
    [InlineData(0x1E70, -25)]
    [InlineData(0xFFFF, -0.0625)]
    [InlineData(0x07D0, 125)]
    [InlineData(0x1D80, -40)]
    public void An_MCP9808_follows_its_equation_without_the_flags(int register, double celsius)
    {
        using var chip = ThermometerModel.Mcp9808();
        using var sensor = new Mcp9808(chip);
        sensor.Begin();
        chip[5] = (ulong)register;
        Assert.Equal(celsius, sensor.ReadOne(Quantity.Celsius));
    }

    [Fact]
    public void An_MCP9808_keeps_its_limits_and_shows_a_reset()
    {
        using var chip = ThermometerModel.Mcp9808();
        using var sensor = new Mcp9808(chip);
        sensor.Begin();
        sensor.SetAlertLimits(-25, 60, 80.25);
        chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        sensor.Begin();
        Assert.Equal((ulong[])[0x1E70UL, 0x03C0, 0x0504, 0x0208], (ulong[])[chip[3], chip[2], chip[4], chip[1]]);
        chip[7] = 0x0500;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    [Fact]
    public void What_stands_at_a_thermometer_comes_back_within_a_step() =>
        Gen.Double[-39, 124].Sample(static celsius =>
        {
            using var tmp102 = ThermometerModel.Tmp102();
            using var coarse = new Tmp102(tmp102);
            coarse.Begin();
            tmp102[0] = (ulong)((short)Math.Round(celsius * 16) << 4);
            using var tmp117 = new Tmp117Model();
            using var fine = new Tmp117(tmp117);
            fine.Begin();
            tmp117.Convert((int)Math.Round(celsius * 128));
            using var mcp9808 = ThermometerModel.Mcp9808();
            using var other = new Mcp9808(mcp9808);
            other.Begin();
            mcp9808[5] = (ulong)((int)Math.Round(celsius * 16) & 0x1FFF);
            return Math.Abs(coarse.ReadOne(Quantity.Celsius) - celsius) <= 0.0625
                && Math.Abs(fine.ReadOne(Quantity.Celsius) - celsius) <= 0.0078125
                && Math.Abs(other.ReadOne(Quantity.Celsius) - celsius) <= 0.0625;
        });
}
