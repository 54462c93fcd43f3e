namespace EdgeKit.Devices.Tests.Linux;

/// <summary>Asks for the fault that something ends with.</summary>
internal static class Faults
{
    public static DeviceException Of(Action action) => Assert.Throws<DeviceException>(action);

    public static DeviceException OfRead(ISensor sensor) => Of(() => sensor.Read());

    public static DeviceException OfBegin(ISensor sensor) => Of(sensor.Begin);
}
