namespace EdgeKit.Contracts.Live;

/// <summary>One stream of <see cref="LiveView"/>. Counts are since the daemon started.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Viewers">Connections that asked for something of it in the last 15 s.</param>
/// <param name="Hits">Requests answered from what was there.</param>
/// <param name="Coalesced">Requests that followed what was on its way for somebody else.</param>
/// <param name="Misses">Requests that made the kit ask the origin.</param>
/// <param name="Passed">Requests that went to the origin for one viewer alone.</param>
/// <param name="OriginRequests">Requests to origins.</param>
/// <param name="OriginBytes">Bytes of bodies that came from them.</param>
/// <param name="ServedBytes">Bytes of bodies that went to viewers.</param>
/// <param name="Resumes">Bodies that broke off and were continued.</param>
/// <param name="Origins">In order of preference.</param>
/// <param name="Renditions">Those that are known.</param>
/// <param name="HitRatio">The share of requests that cost the uplink nothing; null before the first.</param>
/// <param name="LiveEdgeAgeSeconds">Since when the rendition that is furthest behind has had nothing new; null if none is watched.</param>
/// <param name="Playlist">The path of the playlist that pages play; null if none is configured.</param>
public sealed record LiveStreamView(
    string Name,
    int Viewers,
    long Hits,
    long Coalesced,
    long Misses,
    long Passed,
    long OriginRequests,
    long OriginBytes,
    long ServedBytes,
    long Resumes,
    IReadOnlyList<LiveOriginView> Origins,
    IReadOnlyList<LiveRenditionView> Renditions,
    double? HitRatio = null,
    double? LiveEdgeAgeSeconds = null,
    string? Playlist = null);
