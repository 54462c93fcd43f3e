namespace EdgeKit.Contracts.Power;

/// <summary>An address of an I²C bus that is taken.</summary>
/// <param name="Address">0x08 to 0x77.</param>
/// <param name="MayBe">Drivers of chips that can sit there; empty where nobody knows one.</param>
/// <param name="Sensor">The configured sensor that reads it; null for none.</param>
/// <param name="Owner">The kernel's driver that has it; null for none.</param>
public sealed record I2cAnswerView(int Address, IReadOnlyList<string> MayBe, string? Sensor = null, string? Owner = null);
