namespace EdgeKit.Contracts.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ThisMachine">It is this machine itself, which may do everything.</param>
/// <param name="Role">What it may do; null for a guest.</param>
public sealed record CallerView(string Name, bool ThisMachine, Role? Role = null);
