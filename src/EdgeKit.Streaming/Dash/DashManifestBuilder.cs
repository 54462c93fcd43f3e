namespace EdgeKit.Streaming.Dash;

/// <summary>Goes through the levels of a manifest, and hands down to each what it inherits.</summary>
internal sealed class DashManifestBuilder(string text, DashElement root)
{
    /// <summary>The most representations that are read.</summary>
    public const int MaximumRepresentations = 2000;

    /// <summary>The most alternatives of BaseURL that one representation may have.</summary>
    public const int MaximumBases = 8;

    /// <summary>The most segments of SegmentLists that are read, for all representations together.</summary>
    public const int MaximumListed = 100_000;

    private static readonly (string Element, string[] Attributes)[] Naming =
    [
        ("SegmentTemplate", ["media", "initialization", "index", "bitstreamSwitching"]),
        ("SegmentURL", ["media", "index"]),
        ("Initialization", ["sourceURL"]),
        ("RepresentationIndex", ["sourceURL"]),
        ("BitstreamSwitching", ["sourceURL"]),
    ];

    private readonly List<DashRepresentation> _representations = [];
    private long _listed;

    /// <summary>The manifest, or null and why not.</summary>
    public DashManifest? Build(ReadOnlyMemory<byte> body, out string? why)
    {
        var top = new Level([""], DashSegments.None, 0).Within(root);
        foreach (var (index, period) in root.Children("Period").Index())
        {
            Read(period, index, top);
        }

        why = _representations.Count > MaximumRepresentations ? "too many representations"
            : _listed > MaximumListed ? "too many segments"
            : null;
        return why is null
            ? new DashManifest(body, text, _representations, [.. Rooted()], [.. BaseUrls()])
            {
                Run = root.Attribute("availabilityStartTime"),
                IsDynamic = string.Equals(root.Attribute("type"), "dynamic", StringComparison.Ordinal),
                MinimumUpdateSeconds = root.Duration("minimumUpdatePeriod"),
                TimeShiftSeconds = root.Duration("timeShiftBufferDepth"),
            }
            : null;
    }

    private void Read(DashElement period, int index, Level top)
    {
        var inPeriod = top.Within(period);
        foreach (var (place, set) in period.Children("AdaptationSet").Index())
        {
            var inSet = inPeriod.Within(set);
            foreach (var representation in set.Children("Representation"))
            {
                Add(representation, inSet.Within(representation), index, place, set);
            }
        }
    }

    private void Add(DashElement representation, Level level, int period, int place, DashElement set)
    {
        _listed += (long)(level.Segments.Listed?.Count ?? 0) * level.Bases.Count;
        if (_representations.Count > MaximumRepresentations || _listed > MaximumListed)
        {
            return;
        }

        _representations.Add(new DashRepresentation(
            representation.Attribute("id") ?? "",
            representation.Whole("bandwidth") ?? 0,
            level.Segments,
            level.Bases)
        {
            Period = period,
            AdaptationSet = place,
            MimeType = representation.Attribute("mimeType") ?? set.Attribute("mimeType"),
            Codecs = representation.Attribute("codecs") ?? set.Attribute("codecs"),
            AvailabilityTimeOffsetSeconds = level.BaseOffset + level.Segments.AvailabilityTimeOffset,
        });
    }

    private IEnumerable<string> BaseUrls() =>
        root.All()
            .Where(static element => element.Name is "BaseURL")
            .Select(static element => element.Text?.Value ?? "")
            .Where(DashUrl.IsRooted)
            .Distinct(StringComparer.Ordinal);

    private IEnumerable<DashText> Rooted() =>
        root.All()
            .SelectMany(Urls)
            .Where(static url => url.Start >= 0 && DashUrl.IsRooted(url.Value))
            .OrderBy(static url => url.Start);

    private static IEnumerable<DashText> Urls(DashElement element)
    {
        if (element.Name is "BaseURL" or "Location" or "PatchLocation")
        {
            return element.Text is { } written ? [written] : [];
        }

        var attributes = Array.Find(Naming, naming => string.Equals(naming.Element, element.Name, StringComparison.Ordinal)).Attributes ?? [];
        return attributes.Select(element.Placed).OfType<DashText>();
    }

    private sealed record Level(IReadOnlyList<string> Bases, DashSegments Segments, double BaseOffset)
    {
        public Level Within(DashElement element)
        {
            var urls = element.Children("BaseURL").ToList();
            return new Level(
                urls.Count == 0 ? Bases : [.. Resolved(urls).Distinct(StringComparer.Ordinal).Take(MaximumBases)],
                Segments.Within(element),
                urls.Select(static url => url.Seconds("availabilityTimeOffset")).FirstOrDefault(static offset => offset is not null) ?? BaseOffset);
        }

        private IEnumerable<string> Resolved(List<DashElement> urls) =>
            Bases.SelectMany(against => urls.Select(url => DashUrl.Resolve(against, url.Text?.Value ?? "")));
    }
}
