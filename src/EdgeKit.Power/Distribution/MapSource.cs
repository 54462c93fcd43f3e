using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Distribution;

/// <summary>Something that feeds a bus.</summary>
/// <param name="Id">Its name, and its reading's.</param>
/// <param name="Kind">Of it.</param>
/// <param name="Bus">That it feeds.</param>
/// <param name="LimitWatts">What it may give; null when nobody said.</param>
internal sealed record MapSource(string Id, SourceKind Kind, string Bus, double? LimitWatts = null);
