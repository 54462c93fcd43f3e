namespace EdgeKit.Testing.Players;

/// <summary>What one viewer saw.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Samples">Ten in a second, from the first picture on.</param>
/// <param name="Errors">What the player complained of.</param>
/// <param name="Seeks">How often the position jumped, its first one included.</param>
/// <param name="Stalls">How often the picture stood still for want of media.</param>
/// <param name="Playlists">In the order of their heads.</param>
/// <param name="Failures">Requests that failed.</param>
/// <param name="Loads">How often the page was loaded.</param>
/// <param name="Crashes">How often it crashed.</param>
public sealed record ViewerReport(
    string Name,
    IReadOnlyList<ViewerSample> Samples,
    IReadOnlyList<ViewerError> Errors,
    int Seeks,
    int Stalls,
    IReadOnlyList<SentPlaylist> Playlists,
    IReadOnlyList<string> Failures,
    int Loads,
    int Crashes);
