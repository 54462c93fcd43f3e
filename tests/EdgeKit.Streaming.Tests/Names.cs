namespace EdgeKit.Streaming.Tests;

/// <summary>Where a test origin has things.</summary>
internal static class Names
{
    public const string Playlist = "v0/live.m3u8";

    /// <summary>The newest whole segment that the edge's playlist names, below the stream.</summary>
    public static async Task<string> NewestSegmentAsync(this Edge edge, CancellationToken cancellationToken) =>
        "v0/" + (await edge.TextAsync(Playlist, cancellationToken)).Split('\n').Last(static line => line.Length > 0 && line[0] != '#');
}
