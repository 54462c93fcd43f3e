namespace EdgeKit.Contracts.Access;

/// <summary>A device comes with a code that it was given.</summary>
/// <param name="Code">The invite's.</param>
/// <param name="Name">What people call the device; 1 to 60 characters.</param>
public sealed record InviteClaim(string Code, string Name);
