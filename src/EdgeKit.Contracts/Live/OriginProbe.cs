namespace EdgeKit.Contracts.Live;

/// <summary>What somebody found who asked an origin for a playlist.</summary>
/// <param name="Playlist">The media playlist that was looked at.</param>
/// <param name="LatencySeconds">From asking for the first playlist to having it.</param>
/// <param name="IsEnded">Nothing will be added to it.</param>
/// <param name="AdvancedAfterSeconds">How long it took until there was something new; null where there was nothing.</param>
/// <param name="WatchedSeconds">How long the live edge was watched.</param>
/// <param name="Fault">Why there is no playlist; null where there is.</param>
public sealed record OriginProbe(Uri Playlist, double LatencySeconds, bool IsEnded, double WatchedSeconds, double? AdvancedAfterSeconds = null, string? Fault = null);
