namespace EdgeKit.Contracts.Access;

/// <summary>A code that lets one device in, once.</summary>
/// <param name="Code">Eight letters in two groups.</param>
/// <param name="Uri">The page on which it is used; a QR code holds it.</param>
/// <param name="ExpiresInSeconds">How long it counts.</param>
public sealed record Invite(string Code, string Uri, int ExpiresInSeconds);
