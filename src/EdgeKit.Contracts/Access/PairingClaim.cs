namespace EdgeKit.Contracts.Access;

/// <summary>The device asks whether it was let in (RFC 8628, section 3.4).</summary>
/// <param name="Id">The offer's.</param>
public sealed record PairingClaim(string Id);
