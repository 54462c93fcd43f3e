namespace EdgeKit.Devices.Tests.Chips;

/// <summary>What tests ask of a sensor.</summary>
internal static class Readings
{
    public static double Of(this IReadOnlyList<Measurement> measured, Quantity quantity, string channel = "") =>
        Assert.Single(measured, measurement => measurement.Quantity == quantity && measurement.Channel == channel).Value;

    public static double ReadOne(this ISensor sensor, Quantity quantity) => sensor.Read().Of(quantity);

    public static void FailsToRead(this ISensor sensor, DeviceFault fault) => Assert.Equal(fault, Assert.Throws<DeviceException>(sensor.Read).Fault);

    public static void FailsToBegin(this ISensor sensor, DeviceFault fault) => Assert.Equal(fault, Assert.Throws<DeviceException>(sensor.Begin).Fault);
}
