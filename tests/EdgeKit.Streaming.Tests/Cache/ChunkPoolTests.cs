using EdgeKit.Streaming.Cache;

namespace EdgeKit.Streaming.Tests.Cache;

public sealed class ChunkPoolTests
{
    [Fact]
    public void What_is_lent_never_exceeds_the_budget()
    {
        var pool = new ChunkPool(256 << 10);
        var lent = new List<Chunk>();
        while (pool.TryRent(ChunkPool.Largest) is { } chunk)
        {
            lent.Add(chunk);
        }

        Assert.Equal((4, 256L << 10), (lent.Count, pool.Lent));
        lent[0].Release();
        Assert.NotNull(pool.TryRent(1));
        Assert.Equal((192L << 10) + (4 << 10), pool.Lent);
    }

    [Theory]
    [InlineData(1, 4 << 10)]
    [InlineData(4097, 16 << 10)]
    [InlineData(16385, 64 << 10)]
    [InlineData(long.MaxValue, 64 << 10)]
    public void A_small_object_takes_a_small_chunk(long wanted, int size) => Assert.Equal(size, new ChunkPool(1 << 20).TryRent(wanted)!.Bytes.Length);

    [Fact]
    public void A_chunk_goes_back_when_the_last_holder_lets_go()
    {
        var pool = new ChunkPool(1 << 20);
        var chunk = pool.TryRent(ChunkPool.Largest)!;
        chunk.Retain();

        chunk.Release();
        Assert.Equal(ChunkPool.Largest, pool.Lent);
        chunk.Release();

        Assert.Equal(0, pool.Lent);
        Assert.Same(chunk, pool.TryRent(ChunkPool.Largest));
        Assert.Throws<ObjectDisposedException>(() =>
        {
            chunk.Release();
            chunk.Release();
        });
    }

    [Fact]
    public void Kept_chunks_of_other_sizes_give_way()
    {
        var pool = new ChunkPool(128 << 10);
        var small = Enumerable.Range(0, 32).Select(_ => pool.TryRent(1)!).ToList();
        small.ForEach(static chunk => chunk.Release());

        Assert.NotNull(pool.TryRent(ChunkPool.Largest));
        Assert.NotNull(pool.TryRent(ChunkPool.Largest));
        Assert.Null(pool.TryRent(1));
    }
}
