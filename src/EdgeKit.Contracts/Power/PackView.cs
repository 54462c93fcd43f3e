namespace EdgeKit.Contracts.Power;

/// <summary>One battery pack.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Quality">How far its readings can be believed.</param>
/// <param name="StateOfCharge">0 to 1; null while nothing is known of it.</param>
/// <param name="Uncertainty">How far that may be off, 0 to 1.</param>
/// <param name="Volts">At its terminals.</param>
/// <param name="Amperes">Into it; below 0 it is drawn from.</param>
/// <param name="Celsius">Its temperature.</param>
/// <param name="CapacityAmpereHours">What it holds when full, as learned.</param>
/// <param name="SyncedBy">What its state of charge was last set by: a full or empty mark, a rest, the gauge; null for nothing yet.</param>
public sealed record PackView(
    string Id,
    ReadingQuality Quality,
    double? StateOfCharge = null,
    double? Uncertainty = null,
    double? Volts = null,
    double? Amperes = null,
    double? Celsius = null,
    double? CapacityAmpereHours = null,
    string? SyncedBy = null);
