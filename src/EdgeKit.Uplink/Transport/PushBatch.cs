namespace EdgeKit.Uplink.Transport;

/// <summary>Records on their way.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last.</param>
/// <param name="FlightFrom">The first record that is on its way in any request: the cloud waits for it rather than calling this batch early.</param>
/// <param name="Form">How they are written.</param>
/// <param name="Encoding">How that is packed (<c>Content-Encoding</c>); null for not at all.</param>
/// <param name="Body">The bytes.</param>
internal sealed record PushBatch(long First, long Last, long FlightFrom, LogForm Form, string? Encoding, ReadOnlyMemory<byte> Body);
