namespace EdgeKit.Devices.Simulated;

/// <summary>One line of a <see cref="RecordedDay"/>.</summary>
/// <param name="Seconds">Since the recording began.</param>
/// <param name="Volts">Volts; null where nothing was measured.</param>
/// <param name="Amperes">Amperes, as signed when it was recorded; null where nothing was measured.</param>
/// <param name="Celsius">°C; null where nothing was measured.</param>
public readonly record struct RecordedSample(double Seconds, double? Volts, double? Amperes, double? Celsius);
