namespace EdgeKit.Streaming.Hls;

/// <summary>What an origin's .m3u8 turned out to be.</summary>
internal abstract record PlaylistReading
{
    private PlaylistReading()
    {
    }

    /// <summary>A media playlist: it names segments.</summary>
    internal sealed record Media(MediaPlaylist Playlist) : PlaylistReading;

    /// <summary>A multivariant playlist: it names media playlists.</summary>
    internal sealed record Multivariant(MultivariantPlaylist Playlist) : PlaylistReading;

    /// <summary>Neither, or more than we take. It is passed on as it is.</summary>
    internal sealed record Opaque(string Why) : PlaylistReading;
}
