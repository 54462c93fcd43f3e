namespace EdgeKit.Contracts.Access;

/// <summary>A person lets the device in that shows a code.</summary>
/// <param name="Code">As the device shows it; case, blanks and hyphens do not matter.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Name">Another name for it.</param>
public sealed record PairingApproval(string Code, Role Role, string? Name = null);
