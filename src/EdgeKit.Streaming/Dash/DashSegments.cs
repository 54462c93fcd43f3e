namespace EdgeKit.Streaming.Dash;

/// <summary>
/// What SegmentBase, SegmentList and SegmentTemplate say at one level together with the levels above: each attribute and element of an inner level
/// replaces that of an outer one (ISO/IEC 23009-1 5.3.9.1).
/// </summary>
internal sealed record DashSegments
{
    /// <summary>What holds where nothing is said.</summary>
    public static DashSegments None { get; } = new();

    /// <summary>Units of time in a second, at least 1.</summary>
    public long Timescale { get; private init; } = 1;

    /// <summary>The number of the first segment.</summary>
    public long StartNumber { get; private init; } = 1;

    /// <summary>How long a segment plays, in units of the timescale.</summary>
    public long? Duration { get; private init; }

    /// <summary>How long before its end a segment can be had, in seconds; infinite for INF.</summary>
    public double AvailabilityTimeOffset { get; private init; }

    /// <summary>The template of media segments.</summary>
    public string? Media { get; private init; }

    /// <summary>The template or the URL of the initialization segment.</summary>
    public string? Initialization { get; private init; }

    /// <summary>The template or the URL of the index.</summary>
    public string? Index { get; private init; }

    /// <summary>The segments listed, or null without a timeline.</summary>
    public DashTimeline? Timeline { get; private init; }

    /// <summary>The URLs of a SegmentList; null without one.</summary>
    public IReadOnlyList<string>? Listed { get; private init; }

    /// <summary>These with what <paramref name="level"/> says.</summary>
    public DashSegments Within(DashElement level)
    {
        var segments = this;
        foreach (var name in (string[])["SegmentBase", "SegmentList", "SegmentTemplate"])
        {
            segments = level.Children(name).Aggregate(segments, static (outer, element) => outer.With(element));
        }

        return segments;
    }

    private DashSegments With(DashElement element)
    {
        var list = element.Children("SegmentURL").Select(static url => url.Attribute("media") ?? "").ToList();
        return this with
        {
            Timescale = element.Whole("timescale", least: 1) ?? Timescale,
            StartNumber = element.Whole("startNumber") ?? StartNumber,
            Duration = element.Whole("duration", least: 1) ?? Duration,
            AvailabilityTimeOffset = element.Seconds("availabilityTimeOffset") ?? AvailabilityTimeOffset,
            Media = element.Attribute("media") ?? Media,
            Initialization = element.Attribute("initialization") ?? SourceUrl(element, "Initialization") ?? Initialization,
            Index = element.Attribute("index") ?? SourceUrl(element, "RepresentationIndex") ?? Index,
            Timeline = element.Children("SegmentTimeline").Select(DashTimeline.Read).FirstOrDefault() ?? Timeline,
            Listed = list.Count > 0 ? list : Listed,
        };
    }

    private static string? SourceUrl(DashElement element, string name) => element.Children(name).FirstOrDefault()?.Attribute("sourceURL");
}
