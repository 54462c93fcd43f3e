using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Tests.Linux;

public sealed class ThermalZoneSensorTests : IDisposable
{
    private readonly SysfsFolder _sys = new();
    private readonly ThermalZoneSensor _sensor;

    public ThermalZoneSensorTests() => _sensor = new ThermalZoneSensor("cpu-thermal", _sys.Root);

    [Fact]
    public void A_zone_is_found_by_its_type()
    {
        _sys.With("class/thermal/cooling_device0", ("type", "cpu-thermal"));
        _sys.With("class/thermal/thermal_zone0", ("type", "gpu-thermal"), ("temp", "1000"));
        _sys.With("class/thermal/thermal_zone1", ("type", "cpu-thermal"), ("temp", "52582"));

        _sensor.Begin();

        Assert.Equal([new Measurement(Quantity.Celsius, 52.582)], _sensor.Read());
    }

    [Fact]
    public void A_zone_that_is_not_there_is_absent()
    {
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(_sensor).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);
    }

    [Theory]
    [InlineData("", DeviceFault.NotReady)]
    [InlineData("-274000", DeviceFault.Nonsense)]
    [InlineData("warm", DeviceFault.Nonsense)]
    public void What_is_no_temperature_is_a_fault(string text, DeviceFault fault)
    {
        _sys.With("class/thermal/thermal_zone0", ("type", "cpu-thermal"), ("temp", text));
        _sensor.Begin();

        Assert.Equal(fault, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void A_zone_that_fails_fails_the_reading()
    {
        _sys.With("class/thermal/thermal_zone0", ("type", "cpu-thermal"), ("temp", "1"));
        _sensor.Begin();
        _sys.Broken("class/thermal/thermal_zone0/temp");

        Assert.Equal(DeviceFault.Io, Faults.OfRead(_sensor).Fault);
    }

    public void Dispose()
    {
        _sensor.Dispose();
        _sys.Dispose();
    }
}
