namespace EdgeKit.Contracts.Power;

/// <summary>A temperature.</summary>
/// <param name="Sensor">Who measures it.</param>
/// <param name="Quality">How far it can be believed.</param>
/// <param name="Celsius">Degrees; null while nothing can be believed.</param>
/// <param name="LimitCelsius">From where on it is too hot; null for no limit.</param>
public sealed record TemperatureView(string Sensor, ReadingQuality Quality, double? Celsius = null, double? LimitCelsius = null);
