namespace EdgeKit.Broker.HomeAssistant;

/// <summary>An entity that Home Assistant was told of.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Sensor">The kit's sensor that it is a value of; null for one of the kit as a whole.</param>
internal sealed record Announced(string Topic, string? Sensor = null);
