namespace EdgeKit.Contracts.Live;

/// <summary>One rendition of a stream.</summary>
/// <param name="Path">Of its playlist, below <c>/live/{stream}/</c>.</param>
/// <param name="IsWatched">Whether somebody watches it.</param>
/// <param name="LastSegment">The media sequence number of its last whole segment.</param>
/// <param name="Parts">How many parts of the next one are there.</param>
/// <param name="LiveEdgeAgeSeconds">Since when it has had nothing new.</param>
public sealed record LiveRenditionView(string Path, bool IsWatched, long LastSegment, int Parts, double LiveEdgeAgeSeconds);
