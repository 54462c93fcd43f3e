namespace EdgeKit.Contracts.Access;

/// <summary>What the device shows and what it asks with (RFC 8628, section 3.2).</summary>
/// <param name="Id">Secret of the device: it asks for its token with it.</param>
/// <param name="Code">Eight letters for a person to read, in two groups.</param>
/// <param name="Uri">The page on which a person approves; a QR code holds it.</param>
/// <param name="ExpiresInSeconds">How long the code counts.</param>
/// <param name="IntervalSeconds">How long to wait between two questions.</param>
public sealed record PairingOffer(string Id, string Code, string Uri, int ExpiresInSeconds, int IntervalSeconds);
