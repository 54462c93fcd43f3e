namespace EdgeKit.Broker.Serving;

/// <summary>A message of a device's that is kept.</summary>
/// <param name="Topic">Where it was said.</param>
/// <param name="Payload">What.</param>
/// <param name="ContentType">As the device said.</param>
internal sealed record KeptMessage(string Topic, byte[] Payload, string? ContentType = null);
