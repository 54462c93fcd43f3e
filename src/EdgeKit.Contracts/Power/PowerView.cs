namespace EdgeKit.Contracts.Power;

/// <summary>The answer of <c>GET /api/v1/power</c>, and the event <c>power</c>.</summary>
/// <param name="Stage">How much there is, as all of the kit goes by it.</param>
/// <param name="StageReason">Why it is in that stage, in words.</param>
/// <param name="Source">What it lives on.</param>
/// <param name="Quality">The worst that matters: <c>simulated</c> if any of it is made up.</param>
/// <param name="Packs">One by one.</param>
/// <param name="Loads">One by one.</param>
/// <param name="Temperatures">One by one.</param>
/// <param name="StateOfCharge">Of all packs together, 0 to 1; null while nothing is known.</param>
/// <param name="TimeToEmptySeconds">How long that lasts at the present load; null while it does not run down, or nobody knows.</param>
/// <param name="TimeToEmptyLowSeconds">One time in ten it lasts less.</param>
/// <param name="TimeToEmptyHighSeconds">One time in ten it lasts longer.</param>
/// <param name="InputWatts">What comes in; null if not measured.</param>
/// <param name="OutputWatts">What goes out; null if not measured.</param>
/// <param name="Shutdown">The shutdown that is under way; null for none.</param>
/// <param name="Distribution">Where it comes from and goes to; null where no map is configured.</param>
/// <param name="Fan">The fan; null where none is configured.</param>
public sealed record PowerView(
    PowerStage Stage,
    string StageReason,
    PowerSource Source,
    ReadingQuality Quality,
    IReadOnlyList<PackView> Packs,
    IReadOnlyList<LoadView> Loads,
    IReadOnlyList<TemperatureView> Temperatures,
    double? StateOfCharge = null,
    long? TimeToEmptySeconds = null,
    long? TimeToEmptyLowSeconds = null,
    long? TimeToEmptyHighSeconds = null,
    double? InputWatts = null,
    double? OutputWatts = null,
    ShutdownView? Shutdown = null,
    DistributionView? Distribution = null,
    FanView? Fan = null);
