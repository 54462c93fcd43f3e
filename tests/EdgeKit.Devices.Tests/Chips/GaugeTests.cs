using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Chips;

public sealed class GaugeTests : IDisposable
{
    private readonly Max17048Model _chip = new();

    public void Dispose()
    {
        _chip.Dispose();
    }

    [Theory]
    [InlineData(FuelGaugeModel.Max17048, 0xC000, 3.84)]
    [InlineData(FuelGaugeModel.Max17049, 0xC000, 7.68)]
    [InlineData(FuelGaugeModel.Max17040, 0xC000, 3.84)]
    [InlineData(FuelGaugeModel.Max17041, 0xC000, 7.68)]
    [InlineData(FuelGaugeModel.Max17048, 0x0001, 78.125e-6)]
    [InlineData(FuelGaugeModel.Max17040, 0x001F, 1.25e-3)]
    public void A_cells_voltage_has_the_step_of_its_model(FuelGaugeModel model, int vcell, double volts)
    {
        using var sensor = Begun(model);
        _chip[0x02] = (ulong)vcell;
        Assert.Equal(volts, sensor.ReadOne(Quantity.Volts), 9);
    }

    [Theory]
    [InlineData(0x3280, 50.5)]
    [InlineData(0x0001, 0.00390625)]
    [InlineData(0x6400, 100)]
    [InlineData(0x6480, 100)]
    public void Charge_has_a_256th_of_a_percent_and_ends_at_100(int soc, double percent)
    {
        using var sensor = Begun(FuelGaugeModel.Max17048);
        _chip[0x04] = (ulong)soc;
        Assert.Equal(percent, sensor.ReadOne(Quantity.ChargePercent), 9);
    }

    [Theory]
    [InlineData(0x0064, 20.8)]
    [InlineData(0xFF9C, -20.8)]
    public void The_rate_of_charge_has_a_sign(int crate, double rate)
    {
        using var sensor = Begun(FuelGaugeModel.Max17048);
        _chip[0x16] = (ulong)crate;
        Assert.Equal(rate, sensor.ReadOne(Quantity.PercentPerHour), 9);
    }

    [Fact]
    public void The_older_ones_have_no_rate()
    {
        using var sensor = Begun(FuelGaugeModel.Max17040);
        Assert.DoesNotContain(sensor.Read(), static measurement => measurement.Quantity == Quantity.PercentPerHour);
    }

    [Fact]
    public void A_reset_shows()
    {
        using var sensor = Begun(FuelGaugeModel.Max17048);
        _chip.PowerOn();
        sensor.FailsToRead(DeviceFault.WasReset);
        sensor.Begin();
        sensor.FailsToRead(DeviceFault.NotReady);
        _chip[0x02] = 0xC000;
        Assert.Equal(3, sensor.Read().Count);
    }

    [Fact]
    public void Another_version_is_another_chip_and_256_percent_is_none()
    {
        using var sensor = Begun(FuelGaugeModel.Max17048);
        _chip[0x04] = 0xFFFF;
        sensor.FailsToRead(DeviceFault.Nonsense);
        _chip[0x08] = 0x0003;
        sensor.FailsToBegin(DeviceFault.WrongChip);
    }

    private Max17048 Begun(FuelGaugeModel model)
    {
        _chip[0x02] = 0xC000;
        _chip[0x08] = model is FuelGaugeModel.Max17048 or FuelGaugeModel.Max17049 ? 0x0012UL : 0x0002;
        var sensor = new Max17048(_chip, model);
        sensor.Begin();
        return sensor;
    }
}
