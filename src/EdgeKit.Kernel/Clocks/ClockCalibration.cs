using EdgeKit.Contracts;

namespace EdgeKit.Kernel.Clocks;

/// <summary>What turns a boot's monotonic times into wall time.</summary>
/// <param name="Boot">The boot.</param>
/// <param name="OffsetMs">Unix milliseconds less monotonic milliseconds.</param>
/// <param name="Source">Where it is from; <see cref="ClockState.Unset"/> while it is not known.</param>
public sealed record ClockCalibration(Guid Boot, long OffsetMs, ClockState Source);
