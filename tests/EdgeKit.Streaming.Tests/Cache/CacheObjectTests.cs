using EdgeKit.Streaming.Cache;

namespace EdgeKit.Streaming.Tests.Cache;

public sealed class CacheObjectTests
{
    private static readonly ObjectHead Head = new(200, null, null, null, null, null, 0);

    private readonly ChunkPool _pool = new(1 << 20);

    [Fact]
    public async Task Readers_follow_what_is_published_and_nothing_else()
    {
        var filled = Begun();
        Write(filled, 1, 100);
        var cursor = new ReadCursor(0);
        Assert.True(filled.Read(ref cursor).IsEmpty);
        var more = filled.ChangedAsync(0, ObjectState.Filling);
        Assert.False(more.IsCompleted);

        filled.Publish();

        await more.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(100, filled.Read(ref cursor).Length);
    }

    [Fact]
    public void Who_comes_as_it_ends_does_not_wait_for_more()
    {
        var (whole, broken) = (Begun(), Begun());

        whole.Complete();
        broken.Fail("the uplink broke");

        Assert.True(whole.ChangedAsync(long.MaxValue, whole.State).IsCompletedSuccessfully);
        Assert.True(broken.ChangedAsync(long.MaxValue, broken.State).IsCompletedSuccessfully);
    }

    [Fact]
    public void A_cursor_goes_through_all_chunks()
    {
        var filled = Begun();
        for (var chunk = 0; chunk < 3; chunk++)
        {
            Write(filled, (byte)chunk, ChunkPool.Largest);
        }

        filled.Complete();
        var (cursor, read) = (new ReadCursor(10), 10L);
        while (filled.Read(ref cursor) is { Length: > 0 } bytes)
        {
            Assert.Equal((byte)(read / ChunkPool.Largest), bytes.Span[0]);
            read += bytes.Length;
            cursor.Position += bytes.Length;
        }

        Assert.Equal((3L * ChunkPool.Largest, read), (filled.Published, read));
    }

    [Fact]
    public void Memory_goes_when_it_is_evicted_and_the_last_lease_has_ended()
    {
        var filled = Begun();
        Assert.True(filled.TryLease());
        Write(filled, 1, 10);
        filled.Evict(isBehind: false);
        Assert.True(_pool.Lent > 0);
        Assert.False(filled.TryLease());

        filled.EndLease();

        Assert.Equal(0, _pool.Lent);
    }

    [Fact]
    public void A_segment_made_of_parts_keeps_their_memory()
    {
        var part = Begun();
        Write(part, 7, 10);
        part.Complete();
        var segment = Begun();
        segment.Share(part);
        segment.Complete();

        part.Evict(isBehind: false);

        var cursor = new ReadCursor(0);
        Assert.Equal(Enumerable.Repeat((byte)7, 10), segment.Read(ref cursor).ToArray());
        segment.Evict(isBehind: false);
        Assert.Equal(0, _pool.Lent);
    }

    private static CacheObject Begun()
    {
        var made = new CacheObject(new ObjectKey("main", "a"), Placement.Unnamed, 0);
        made.Begin(Head, 0);
        return made;
    }

    private void Write(CacheObject filled, byte value, int count)
    {
        filled.Add(_pool.TryRent(count)!);
        filled.Space().Span[..count].Fill(value);
        filled.Wrote(count);
    }
}
