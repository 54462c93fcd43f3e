using EdgeKit.Contracts.Power;
using EdgeKit.Devices;

namespace EdgeKit.Power.Sampling;

/// <summary>What is known of a sensor at one moment.</summary>
/// <param name="State">Whether it answers.</param>
/// <param name="Values">The newest that could be believed.</param>
/// <param name="At">When they were read, on the monotonic clock; null for never.</param>
/// <param name="IsTrusted">Whether nothing speaks against them but their age.</param>
/// <param name="Fault">What is wrong and what to do about it, in words; null for nothing.</param>
/// <param name="Faults">How often something was wrong.</param>
internal sealed record SensorReadings(SensorState State, IReadOnlyList<Measurement> Values, long? At, bool IsTrusted, string? Fault, long Faults)
{
    /// <summary>Before it was asked for the first time.</summary>
    public static SensorReadings None { get; } = new(SensorState.Starting, [], null, IsTrusted: false, null, 0);
}
