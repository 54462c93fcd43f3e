namespace EdgeKit.Streaming.Dash;

/// <summary>A representation (ISO/IEC 23009-1 5.3.5): one encoding of one component, with what it inherits.</summary>
internal sealed class DashRepresentation
{
    private readonly List<(DashTemplate Template, DashMatchKind Kind)> _templates = [];
    private readonly Dictionary<string, (DashMatchKind Kind, long Number)> _urls = new(StringComparer.Ordinal);

    internal DashRepresentation(string id, long bandwidth, DashSegments segments, IReadOnlyList<string> bases)
    {
        Id = id;
        Bandwidth = bandwidth;
        Segments = segments;
        Bases = bases;
        foreach (var against in bases)
        {
            Add(against);
        }
    }

    /// <summary>Its id; unique within its period, and the same in the next if it goes on.</summary>
    public string Id { get; }

    /// <summary>What it takes, in bits a second.</summary>
    public long Bandwidth { get; }

    /// <summary>Which period it is of, from 0.</summary>
    public required int Period { get; init; }

    /// <summary>Which adaptation set of its period it is of, from 0.</summary>
    public required int AdaptationSet { get; init; }

    /// <summary>Its type, such as video/mp4.</summary>
    public string? MimeType { get; init; }

    /// <summary>Its formats (RFC 6381).</summary>
    public string? Codecs { get; init; }

    /// <summary>How its segments are named and timed.</summary>
    public DashSegments Segments { get; }

    /// <summary>How long before its end a segment can be had, in seconds: what its segments and its innermost BaseURL say, added up.</summary>
    public required double AvailabilityTimeOffsetSeconds { get; init; }

    /// <summary>How long a segment plays, in seconds; null if only the timeline says so.</summary>
    public double? SegmentSeconds => Segments.Duration is { } units ? (double)units / Segments.Timescale : null;

    /// <summary>What its URLs are relative to, the alternatives in order; empty text for the manifest's folder.</summary>
    public IReadOnlyList<string> Bases { get; }

    /// <summary>What <paramref name="url"/>, without a query, is to this representation.</summary>
    internal DashMatch? Match(string url)
    {
        if (_urls.TryGetValue(url, out var named))
        {
            var number = named.Kind == DashMatchKind.Media ? Segments.StartNumber + named.Number : (long?)null;
            return new DashMatch(this, named.Kind, new DashNumbers(number, null, null), IsListed: true);
        }

        foreach (var (template, kind) in _templates)
        {
            if (template.Match(url) is { } numbers)
            {
                return new DashMatch(this, kind, numbers, kind == DashMatchKind.Media ? IsListed(numbers) : true);
            }
        }

        return null;
    }

    private bool? IsListed(DashNumbers numbers) => (Segments.Timeline, numbers) switch
    {
        (null, _) => null,
        ({ } timeline, { Time: { } time }) => timeline.HasTime(time),
        ({ } timeline, { Number: { } number }) => timeline.HasNumber(number, Segments.StartNumber),
        _ => null,
    };

    private void Add(string against)
    {
        Add(against, Segments.Initialization, DashMatchKind.Initialization);
        Add(against, Segments.Index, DashMatchKind.Index);
        if (Segments.Listed is { } list)
        {
            for (var index = 0; index < list.Count; index++)
            {
                _urls.TryAdd(DashUrl.WithoutQuery(DashUrl.Resolve(against, list[index])), (DashMatchKind.Media, index));
            }
        }
        else if (Segments.Media is not null)
        {
            Add(against, Segments.Media, DashMatchKind.Media);
        }
        else if (against.Length > 0 && !against.EndsWith('/'))
        {
            _urls.TryAdd(DashUrl.WithoutQuery(against), (DashMatchKind.Whole, 0));
        }
    }

    private void Add(string against, string? text, DashMatchKind kind)
    {
        if (text is not null && DashTemplate.TryRead(DashUrl.WithoutQuery(DashUrl.Resolve(against, text)), Id, Bandwidth) is { } template)
        {
            _templates.Add((template, kind));
        }
    }
}
