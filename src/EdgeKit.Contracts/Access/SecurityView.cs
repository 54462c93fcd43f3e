namespace EdgeKit.Contracts.Access;

/// <summary>The answer of <c>GET /api/v1/security</c>.</summary>
/// <param name="Access"><c>paired</c>, or <c>open</c>, which is a fault.</param>
/// <param name="Devices">How many are paired.</param>
/// <param name="HasOwner">Whether one of them can let others in.</param>
/// <param name="HasPin">Whether the manager's PIN is set.</param>
/// <param name="Fingerprint">SHA-256 of the certificate that HTTPS is met with, in hexadecimal.</param>
/// <param name="Issued">Whether an authority issued it.</param>
/// <param name="NotAfter">When it ends.</param>
public sealed record SecurityView(string Access, int Devices, bool HasOwner, bool HasPin, string Fingerprint, bool Issued, DateTimeOffset NotAfter);
