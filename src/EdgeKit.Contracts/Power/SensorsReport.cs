namespace EdgeKit.Contracts.Power;

/// <summary>What <c>edgekit sensors --json</c> prints.</summary>
/// <param name="Sensors">All that are configured.</param>
/// <param name="Buses">All I²C buses of the board.</param>
/// <param name="Faults">What is wrong, and what to do about it; empty when nothing.</param>
public sealed record SensorsReport(IReadOnlyList<SensorView> Sensors, IReadOnlyList<I2cBusView> Buses, IReadOnlyList<string> Faults);
