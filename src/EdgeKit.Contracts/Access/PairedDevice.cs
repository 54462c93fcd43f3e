namespace EdgeKit.Contracts.Access;

/// <summary>The device is in.</summary>
/// <param name="Token">For <c>Authorization: Bearer</c>; shown once. A browser has it as a cookie too.</param>
/// <param name="Id">Names the device to people and in the log.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do.</param>
public sealed record PairedDevice(string Token, string Id, string Name, Role Role);
