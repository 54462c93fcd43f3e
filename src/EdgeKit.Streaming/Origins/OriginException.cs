namespace EdgeKit.Streaming.Origins;

/// <summary>No origin of the stream gave what it should.</summary>
internal sealed class OriginException(string message, Exception? inner = null) : Exception(message, inner);
