namespace EdgeKit.Demo.Evenings;

/// <summary>Something that runs low.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Available">How many are left.</param>
internal sealed record LowStock(string Name, long Available);
