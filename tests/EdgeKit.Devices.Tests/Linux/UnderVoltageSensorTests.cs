using EdgeKit.Devices.Linux;

namespace EdgeKit.Devices.Tests.Linux;

public sealed class UnderVoltageSensorTests : IDisposable
{
    private readonly SysfsFolder _sys = new();
    private readonly UnderVoltageSensor _sensor;

    public UnderVoltageSensorTests() => _sensor = new UnderVoltageSensor(_sys.Root);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    public void The_alarm_is_read(string text, double value)
    {
        _sys.With("class/hwmon/hwmon1", ("name", "rpi_volt"), ("in0_lcrit_alarm", text));
        _sensor.Begin();

        Assert.Equal([new Measurement(Quantity.IsOn, value, "under-voltage")], _sensor.Read());
    }

    [Theory]
    [InlineData("2", DeviceFault.Nonsense)]
    [InlineData("", DeviceFault.NotReady)]
    public void What_is_no_alarm_is_a_fault(string text, DeviceFault fault)
    {
        _sys.With("class/hwmon/hwmon1", ("name", "rpi_volt"), ("in0_lcrit_alarm", text));
        _sensor.Begin();

        Assert.Equal(fault, Faults.OfRead(_sensor).Fault);
    }

    [Fact]
    public void A_board_without_it_is_told_so()
    {
        Assert.Equal(DeviceFault.Absent, Faults.OfBegin(_sensor).Fault);
        Assert.Equal(DeviceFault.NotReady, Faults.OfRead(_sensor).Fault);
    }

    public void Dispose()
    {
        _sensor.Dispose();
        _sys.Dispose();
    }
}
