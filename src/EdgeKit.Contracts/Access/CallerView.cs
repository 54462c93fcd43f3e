namespace EdgeKit.Contracts.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ThisMachine">It is this machine itself, which may do everything.</param>
/// <param name="Role">What it may do; null for a guest.</param>
/// <param name="NeedsOwner">Nobody owns the kit yet, and its setup code makes this guest's device the owner's.</param>
public sealed record CallerView(string Name, bool ThisMachine, Role? Role = null, bool NeedsOwner = false);
