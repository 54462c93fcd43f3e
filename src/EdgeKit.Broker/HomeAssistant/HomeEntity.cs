namespace EdgeKit.Broker.HomeAssistant;

/// <summary>Something that Home Assistant shows.</summary>
/// <param name="Component">What kind: <c>sensor</c> or <c>binary_sensor</c>.</param>
/// <param name="Id">Its name within the kit: letters, digits, hyphens and underscores.</param>
/// <param name="Sensor">The kit's sensor that it is a value of; null for one of the kit as a whole.</param>
/// <param name="Config">How it is to be shown, as JSON.</param>
internal sealed record HomeEntity(string Component, string Id, string? Sensor, ReadOnlyMemory<byte> Config);
