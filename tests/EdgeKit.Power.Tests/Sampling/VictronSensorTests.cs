using EdgeKit.Devices;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Sampling;
using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Sampling;

public sealed class VictronSensorTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly OutsideReadings _readings;
    private readonly VictronSensor _sensor;

    public VictronSensorTests()
    {
        _readings = new OutsideReadings(_clock);
        _sensor = new VictronSensor("battery/512", _readings, _clock);
    }

    public void Dispose() => _sensor.Dispose();

    [Fact]
    public void It_measures_what_it_was_told()
    {
        _readings.Note("battery/512", "volts", "", 26.4);
        _readings.Note("battery/512", "chargePercent", "", 63.5);
        _readings.Note("solarcharger/279", "watts", "panel", 120);

        Assert.Equal([new Measurement(Quantity.ChargePercent, 63.5), new Measurement(Quantity.Volts, 26.4)], _sensor.Read());
    }

    [Fact]
    public void What_was_told_too_long_ago_counts_no_more_and_what_is_missing_is_never_zero()
    {
        _readings.Note("battery/512", "volts", "", 26.4);
        _clock.Advance(TimeSpan.FromSeconds(50));
        _readings.Note("battery/512", "amperes", "", -3);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal([new Measurement(Quantity.Amperes, -3)], _sensor.Read());
        _clock.Advance(VictronSensor.Oldest);
        Assert.Contains("fell silent", Assert.Throws<DeviceException>(_sensor.Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_anything_was_told_it_says_what_to_look_at() =>
        Assert.Contains("mqtt.victron", Assert.Throws<DeviceException>(_sensor.Read).Message, StringComparison.Ordinal);

    [Fact]
    public void There_are_so_many_devices_and_no_more()
    {
        for (var device = 0; device < OutsideReadings.MostDevices; device++)
        {
            Assert.True(_readings.Note($"battery/{device}", "volts", "", 1));
        }

        Assert.False(_readings.Note("battery/9999", "volts", "", 1));
        Assert.True(_readings.Note("battery/0", "volts", "", 2));
    }
}
