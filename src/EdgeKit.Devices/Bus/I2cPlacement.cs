namespace EdgeKit.Devices.Bus;

/// <summary>Where a chip is said to sit.</summary>
/// <param name="Driver">The driver's name: <c>ina226</c>.</param>
/// <param name="Bus">The number of the bus: 1 for <c>/dev/i2c-1</c>.</param>
/// <param name="Address">The address of seven bits.</param>
public readonly record struct I2cPlacement(string Driver, int Bus, int Address);
