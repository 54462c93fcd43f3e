namespace EdgeKit.Contracts.Power;

/// <summary>A sensor and what it says.</summary>
/// <param name="Id">Its name in the configuration.</param>
/// <param name="Driver">What reads it.</param>
/// <param name="Description">What it is and where, for a technician.</param>
/// <param name="State">Whether it answers.</param>
/// <param name="Quality">How far its readings can be believed now.</param>
/// <param name="Readings">The newest; those that failed are the last good ones, with their age.</param>
/// <param name="Faults">How often something was wrong since the daemon started.</param>
/// <param name="Fault">What is wrong and what to do about it, in words; null for nothing.</param>
public sealed record SensorView(
    string Id, string Driver, string Description, SensorState State, ReadingQuality Quality, IReadOnlyList<ReadingView> Readings, long Faults, string? Fault = null);
