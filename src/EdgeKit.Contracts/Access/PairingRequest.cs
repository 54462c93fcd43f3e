namespace EdgeKit.Contracts.Access;

/// <summary>A device asks to be let in.</summary>
/// <param name="Name">What people call it; 1 to 60 characters.</param>
public sealed record PairingRequest(string Name);
