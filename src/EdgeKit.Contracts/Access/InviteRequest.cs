namespace EdgeKit.Contracts.Access;

/// <summary>A person wants a code to give to a device.</summary>
/// <param name="Role">What the device may do.</param>
public sealed record InviteRequest(Role Role);
