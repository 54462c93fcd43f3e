namespace EdgeKit.Streaming.Cache;

/// <summary>Pinned memory that objects and sockets share. It goes back to its pool when the last of them has let go.</summary>
internal sealed class Chunk(ChunkPool pool, byte[] bytes)
{
    private int _references = 1;

    /// <summary>The memory. What has been published of it is never written again.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>Holds it once more.</summary>
    public void Retain() => Interlocked.Increment(ref _references);

    /// <summary>Lets go of it.</summary>
    public void Release()
    {
        var left = Interlocked.Decrement(ref _references);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left == 0)
        {
            pool.Return(this);
        }
    }

    internal void Reuse() => _references = 1;
}
