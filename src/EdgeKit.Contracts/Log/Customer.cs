namespace EdgeKit.Contracts.Log;

/// <summary>Whom an order is for.</summary>
/// <param name="Name">At most 200 characters.</param>
/// <param name="Phone">At most 200 characters.</param>
/// <param name="Email">At most 200 characters.</param>
/// <param name="Address">At most 200 characters.</param>
public sealed record Customer(string? Name = null, string? Phone = null, string? Email = null, string? Address = null);
