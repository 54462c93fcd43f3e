namespace EdgeKit.Streaming.Cache;

/// <summary>
/// All memory that media may take. Chunks come in three sizes, so that a part of audio does not take what a part of video takes. What is
/// lent and what is kept to be lent again never exceed the budget together.
/// </summary>
internal sealed class ChunkPool(long budget)
{
    /// <summary>The largest chunk: big enough that a send of one costs little more than the copy in the kernel.</summary>
    public const int Largest = 64 << 10;

    private static readonly int[] Sizes = [4 << 10, 16 << 10, Largest];

    private readonly Lock _gate = new();
    private readonly Stack<Chunk>[] _free = [new(), new(), new()];
    private long _lent;
    private long _kept;

    /// <summary>Bytes that may be taken.</summary>
    public long Budget => budget;

    /// <summary>Bytes that are taken.</summary>
    public long Lent
    {
        get
        {
            lock (_gate)
            {
                return _lent;
            }
        }
    }

    /// <summary>A chunk for <paramref name="wanted"/> more bytes, or the largest there is; null when the budget is used up.</summary>
    public Chunk? TryRent(long wanted)
    {
        var size = Array.FindIndex(Sizes, size => size >= Math.Min(wanted, Largest));
        lock (_gate)
        {
            if (_lent + Sizes[size] > budget)
            {
                return null;
            }

            _lent += Sizes[size];
            if (_free[size].TryPop(out var chunk))
            {
                _kept -= Sizes[size];
                chunk.Reuse();
                return chunk;
            }

            MakeRoom();
        }

        return new Chunk(this, GC.AllocateUninitializedArray<byte>(Sizes[size], pinned: true));
    }

    internal void Return(Chunk chunk)
    {
        lock (_gate)
        {
            _lent -= chunk.Bytes.Length;
            _kept += chunk.Bytes.Length;
            _free[Array.IndexOf(Sizes, chunk.Bytes.Length)].Push(chunk);
        }
    }

    // Chunks of other sizes that wait to be lent again give way to the one that is made now.
    private void MakeRoom()
    {
        for (var size = Sizes.Length - 1; size >= 0 && _lent + _kept > budget; size--)
        {
            while (_lent + _kept > budget && _free[size].TryPop(out var chunk))
            {
                _kept -= chunk.Bytes.Length;
            }
        }
    }
}
