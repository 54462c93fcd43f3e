namespace EdgeKit.Devices.Bus;

/// <summary>An address that answers, or that the kernel keeps for itself.</summary>
/// <param name="Address">0x08 to 0x77.</param>
/// <param name="Owner">The kernel's driver that has it; null for none.</param>
public readonly record struct BusAnswer(int Address, string? Owner);
