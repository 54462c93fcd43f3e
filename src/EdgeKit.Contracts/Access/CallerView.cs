namespace EdgeKit.Contracts.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do; null for a guest.</param>
/// <param name="ThisMachine">It is this machine itself, which may do everything.</param>
public sealed record CallerView(string Name, Role? Role, bool ThisMachine);
