namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.ClockCalibrated"/>.</summary>
/// <param name="Boot">The boot whose offset became known.</param>
/// <param name="OffsetMs">Add to a record's monotonic milliseconds of that boot to have Unix milliseconds.</param>
/// <param name="Source">Where the time is from.</param>
public sealed record ClockCalibratedBody(Guid Boot, long OffsetMs, ClockState Source);
