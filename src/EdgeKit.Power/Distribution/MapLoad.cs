namespace EdgeKit.Power.Distribution;

/// <summary>Something that draws from a bus.</summary>
/// <param name="Id">Its name, and its reading's.</param>
/// <param name="Bus">That it hangs on.</param>
/// <param name="NominalWatts">What to take for it while nobody measures it; null when nobody knows: then it is part of the remainder.</param>
/// <param name="LimitWatts">What it may draw; null when nobody said.</param>
internal sealed record MapLoad(string Id, string Bus, double? NominalWatts = null, double? LimitWatts = null);
