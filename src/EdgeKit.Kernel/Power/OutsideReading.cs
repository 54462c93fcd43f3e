namespace EdgeKit.Kernel.Power;

/// <summary>A value that a device told over the network.</summary>
/// <param name="Quantity">What it measures, by the name that the API has for it.</param>
/// <param name="Channel">Which of several of that quantity; empty where there is one.</param>
/// <param name="Value">The value.</param>
/// <param name="At">When it came, on the monotonic clock.</param>
public readonly record struct OutsideReading(string Quantity, string Channel, double Value, long At);
