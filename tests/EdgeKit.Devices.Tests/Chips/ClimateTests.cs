using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Chips;

/// <summary>SHT3x and BME280.</summary>
public sealed class ClimateTests : IDisposable
{
    private readonly Sht3xModel _sht = new();
    private readonly Bme280Model _bme = new();

    public void Dispose()
    {
        _sht.Dispose();
        _bme.Dispose();
    }

    [Theory]
    [InlineData(new byte[] { 0xBE, 0xEF }, 0x92)]
    [InlineData(new byte[] { 0x00, 0x00 }, 0x81)]
    [InlineData(new byte[0], 0xFF)]
    public void The_checksum_is_that_of_the_data_sheet(byte[] bytes, int expected) => Assert.Equal(expected, Sht3x.Checksum(bytes));

    [Theory]
    [InlineData(0x0000, 0x0000, -45, 0)]
    [InlineData(0xFFFF, 0xFFFF, 130, 100)]
    [InlineData(0x6666, 0x8000, 25, 50.000762951)]
    public void An_SHT3x_follows_its_formulas(int temperature, int humidity, double celsius, double percent)
    {
        using var sensor = Measuring();
        (_sht.Temperature, _sht.Humidity) = ((ushort)temperature, (ushort)humidity);
        _sht.Convert();

        var measured = sensor.Read();

        Assert.Equal(celsius, measured.Of(Quantity.Celsius), 6);
        Assert.Equal(percent, measured.Of(Quantity.HumidityPercent), 6);
        sensor.FailsToRead(DeviceFault.NotReady);
    }

    [Fact]
    public void A_wrong_checksum_is_never_a_figure()
    {
        using var sensor = Measuring();
        _sht.Noise = 0x10;
        _sht.Convert();
        sensor.FailsToRead(DeviceFault.BadChecksum);
        sensor.FailsToBegin(DeviceFault.BadChecksum);
    }

    [Fact]
    public void An_SHT3x_that_was_reset_is_found_out_by_its_silence()
    {
        using var sensor = Measuring();
        _sht.PowerOn();
        for (var miss = 0; miss < 3; miss++)
        {
            sensor.FailsToRead(DeviceFault.NotReady);
        }

        sensor.FailsToRead(DeviceFault.WasReset);
    }

    [Fact]
    public void An_SHT3x_that_is_slow_stays_not_ready_and_one_that_is_gone_does_not()
    {
        using var sensor = Measuring();
        for (var miss = 0; miss < 9; miss++)
        {
            sensor.FailsToRead(DeviceFault.NotReady);
        }

        for (var miss = 0; miss < 6; miss++)
        {
            _sht.FailNext(121);
        }

        sensor.FailsToRead(DeviceFault.NotReady);
        sensor.FailsToRead(DeviceFault.NotReady);
        sensor.FailsToRead(DeviceFault.NotAcknowledged);
        sensor.FailsToRead(DeviceFault.NotAcknowledged);
    }

    [Fact]
    public void A_BME280_gives_the_figures_of_the_worked_example()
    {
        using var sensor = Begun();
        _bme.Convert(415148, 519888, 25000);

        var measured = sensor.Read();

        Assert.Equal(25.08, measured.Of(Quantity.Celsius), 9);
        Assert.Equal(25767233 / 256.0, measured.Of(Quantity.Pascals), 9);
        Assert.Equal(100653.27, measured.Of(Quantity.Pascals), 0.1);
        Assert.Equal(20.8359375, measured.Of(Quantity.HumidityPercent), 9);
    }

    // The figures are the data sheet's formula in floating point (section 8.1), worked out apart from the driver.
    [Theory]
    [InlineData(333, 0)]
    [InlineData(-1, 15)]
    [InlineData(320, 50)]
    [InlineData(335, -30)]
    public void The_words_H4_and_H5_share_a_byte_and_keep_their_signs(int h4, int h5)
    {
        _bme.SetHumidityWords(h4, h5);
        using var sensor = Begun();
        _bme.Convert(415148, 519888, 28000);
        var deviation = 128422 - 76800.0;
        var wet = 28000 - ((h4 * 64.0) + (h5 / 16384.0 * deviation));
        wet *= 363 / 65536.0 * (1 + (30 / 67108864.0 * deviation));
        wet *= 1 - (75 * wet / 524288.0);

        Assert.Equal(Math.Clamp(wet, 0, 100), sensor.ReadOne(Quantity.HumidityPercent), 0.01);
    }

    [Fact]
    public void What_a_BME280_skipped_is_left_out()
    {
        using var sensor = Begun();
        sensor.FailsToRead(DeviceFault.NotReady);
        _bme.Convert(0x80000, 519888, 0x8000);
        Assert.Equal([Quantity.Celsius], sensor.Read().Select(static measurement => measurement.Quantity));
    }

    [Fact]
    public void A_BME280_that_was_reset_shows_it()
    {
        using var sensor = Begun();
        _bme.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        sensor.Begin();
        _bme.Convert(415148, 519888, 25000);
        Assert.Equal(3, sensor.Read().Count);
    }

    [Theory]
    [InlineData(0xD0, 0x58, DeviceFault.WrongChip)]
    [InlineData(0xF3, 0x01, DeviceFault.NotReady)]
    public void A_BME280_that_is_another_or_starts_up_is_not_begun(byte register, byte value, DeviceFault fault)
    {
        _bme[register] = value;
        using var sensor = new Bme280(_bme);
        sensor.FailsToBegin(fault);
    }

    private Sht3x Measuring()
    {
        var sensor = new Sht3x(_sht);
        sensor.Begin();
        sensor.FailsToRead(DeviceFault.NotReady);
        sensor.FailsToRead(DeviceFault.NotReady);
        Assert.True(_sht.IsPeriodic);
        return sensor;
    }

    private Bme280 Begun()
    {
        var sensor = new Bme280(_bme);
        sensor.Begin();
        return sensor;
    }
}
