namespace EdgeKit.Power.Distribution;

/// <summary>What flows at one place of the map.</summary>
/// <param name="Id">Of the place.</param>
/// <param name="Watts">Null when nobody knows.</param>
/// <param name="IsMeasured">Read by a sensor rather than taken from what is printed on it.</param>
/// <param name="LimitWatts">What may flow; null when nobody said.</param>
internal sealed record Flow(string Id, double? Watts, bool IsMeasured, double? LimitWatts)
{
    /// <summary>More flows than may, in either direction.</summary>
    public bool IsOver => Watts is { } watts && Math.Abs(watts) > LimitWatts;
}
