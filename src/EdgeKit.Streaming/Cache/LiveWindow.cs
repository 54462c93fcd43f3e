namespace EdgeKit.Streaming.Cache;

/// <summary>What players can still reach of one rendition: segments from <see cref="Oldest"/> on.</summary>
internal sealed class LiveWindow
{
    private long _oldest = long.MinValue;
    private volatile bool _isWatched;

    /// <summary>The number of the oldest segment that a playlist names.</summary>
    public long Oldest
    {
        get => Interlocked.Read(ref _oldest);
        set => Interlocked.Exchange(ref _oldest, value);
    }

    /// <summary>Whether the run of the origin that it belongs to is over, so that nothing of it is used any more.</summary>
    public bool IsClosed => Oldest == long.MaxValue;

    /// <summary>Ends it.</summary>
    public void Close() => Oldest = long.MaxValue;

    /// <summary>Whether somebody watches the rendition.</summary>
    public bool IsWatched
    {
        get => _isWatched;
        set => _isWatched = value;
    }
}
