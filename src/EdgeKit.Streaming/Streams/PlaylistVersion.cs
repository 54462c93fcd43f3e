using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Streams;

/// <summary>A media playlist as the origin last gave it, and what is sent of it.</summary>
internal sealed class PlaylistVersion
{
    private const string ContentType = "application/vnd.apple.mpegurl";

    private readonly Lazy<PlaylistBody> _whole;
    private readonly Lazy<PlaylistBody> _delta;

    public PlaylistVersion(LiveStream stream, string path, MediaPlaylist playlist, PlaylistFetch fetch, long checkedAt, long changedAt)
    {
        (Playlist, Fetch, CheckedAt, ChangedAt) = (playlist, fetch, checkedAt, changedAt);
        var renderer = new PlaylistRenderer(uri => MediaPath.Rewrite(stream, path, uri, fetch.Origin));
        _whole = new Lazy<PlaylistBody>(() => Body(renderer.Render(playlist, skip: false)));
        _delta = new Lazy<PlaylistBody>(() => PlaylistRenderer.CanSkip(playlist) ? Body(renderer.Render(playlist, skip: true)) : _whole.Value);
    }

    public MediaPlaylist Playlist { get; }

    public PlaylistFetch Fetch { get; }

    /// <summary>The monotonic timestamp at which the origin last said that it is the newest.</summary>
    public long CheckedAt { get; private set; }

    /// <summary>The monotonic timestamp at which it came.</summary>
    public long ChangedAt { get; }

    /// <summary>The origin says that there is no newer one.</summary>
    public void Checked(long at) => CheckedAt = at;

    /// <summary>What is sent: rendered once, however many ask.</summary>
    public PlaylistBody Rendered(bool skip) => (skip ? _delta.Value : _whole.Value) with { CheckedAt = CheckedAt };

    private PlaylistBody Body(byte[] bytes)
    {
        return new PlaylistBody(bytes, ContentType, PlaylistBody.Tag(bytes), CheckedAt, Fetch.AgeSeconds);
    }
}
