namespace EdgeKit.Uplink.Transport;

/// <summary>The cloud will not take this kit's records until a person acts.</summary>
internal sealed class CloudRefusesException(string message) : Exception(message);
